package org.discogsography.dashboard.services;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TargetTest {
  @ParameterizedTest
  @CsvSource({
    "http://127.0.0.1:8000, http://127.0.0.1:8000/health",
    "http://127.0.0.1:8000/, http://127.0.0.1:8000/health",
    "https://host/extractor/, https://host/extractor/health",
  })
  void isAskedForHealthBelowItsAddress(URI address, URI health) {
    assertThat(new Target("extractor", address).health()).isEqualTo(health);
  }
}
