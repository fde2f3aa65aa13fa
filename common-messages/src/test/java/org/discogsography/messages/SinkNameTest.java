package org.discogsography.messages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.discogsography.resilience.config.ConfigurationException;
import org.discogsography.resilience.config.Environment;
import org.junit.jupiter.api.Test;

class SinkNameTest {
  @Test
  void allSinksExistUnlessSinksSaysOtherwise() {
    assertThat(SinkName.from(Environment.of(Map.of()))).containsExactly(SinkName.values());
    assertThat(SinkName.from(Environment.of(Map.of("SINKS", "tableinator"))))
        .containsExactly(SinkName.TABLEINATOR);
    assertThat(SinkName.from(Environment.of(Map.of("SINKS", "tableinator, graphinator"))))
        .containsExactly(SinkName.values());
  }

  @Test
  void aSinkThatDoesNotExistIsAProblem() {
    Environment environment = Environment.of(Map.of("SINKS", "tableinator,tablenator"));
    assertThat(SinkName.from(environment)).containsExactly(SinkName.values());

    assertThatThrownBy(environment::check)
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("SINKS");
  }
}
