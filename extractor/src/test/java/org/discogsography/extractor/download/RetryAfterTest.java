package org.discogsography.extractor.download;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RetryAfterTest {
  private static final Instant NOW = Instant.parse("2026-03-01T07:28:00Z");

  @Test
  void isANumberOfSeconds() {
    assertThat(RetryAfter.parse(" 3600 ", NOW)).isEqualTo(Duration.ofHours(1));
  }

  @Test
  void isADate() {
    assertThat(RetryAfter.parse("Sun, 01 Mar 2026 08:28:00 GMT", NOW))
        .isEqualTo(Duration.ofHours(1));
  }

  @Test
  void isNothingAfterThatDateOrForAnythingElse() {
    assertThat(RetryAfter.parse("Sun, 01 Mar 2026 06:28:00 GMT", NOW)).isZero();
    assertThat(RetryAfter.parse("soon", NOW)).isZero();
    assertThat(RetryAfter.parse("-5", NOW)).isZero();
    assertThat(RetryAfter.parse("99999999999999999999", NOW)).isZero();
  }
}
