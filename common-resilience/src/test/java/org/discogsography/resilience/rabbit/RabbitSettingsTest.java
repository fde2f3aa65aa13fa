package org.discogsography.resilience.rabbit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.discogsography.resilience.config.ConfigurationException;
import org.discogsography.resilience.config.Environment;
import org.junit.jupiter.api.Test;

class RabbitSettingsTest {
  @Test
  void everythingButTheAddressHasADefault() {
    Environment environment = Environment.of(Map.of("AMQP_CONNECTION", "amqp://rabbit"));
    assertThat(RabbitSettings.from(environment)).isEqualTo(RabbitSettings.of("amqp://rabbit"));
    environment.check();
  }

  @Test
  void readsEveryVariable() {
    Environment environment =
        Environment.of(
            Map.of(
                "AMQP_CONNECTION", "amqp://rabbit",
                "AMQP_HEARTBEAT", "1",
                "AMQP_CONNECT_TIMEOUT", "2",
                "AMQP_RPC_TIMEOUT", "3",
                "AMQP_ACQUIRE_TIMEOUT", "4",
                "AMQP_CLOSE_TIMEOUT", "0.5",
                "AMQP_PUBLISH_WINDOW", "6",
                "AMQP_PUBLISH_WINDOW_BYTES", "20000000",
                "AMQP_MAX_BODY_BYTES", "2048",
                "AMQP_REPUBLISH_PAUSE", "9"));
    assertThat(RabbitSettings.from(environment))
        .isEqualTo(
            new RabbitSettings(
                "amqp://rabbit",
                Duration.ofSeconds(1),
                Duration.ofSeconds(2),
                Duration.ofSeconds(3),
                Duration.ofSeconds(4),
                Duration.ofMillis(500),
                6,
                20_000_000,
                2048,
                Duration.ofSeconds(9)));
    environment.check();
  }

  @Test
  void reportsAllProblemsAndNeverAPassword() {
    Environment environment =
        Environment.of(
            Map.of("AMQP_CONNECTION", "amqp://u:secret@r:port", "AMQP_HEARTBEAT", "never"));
    RabbitSettings.from(environment);
    assertThatThrownBy(environment::check)
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("AMQP_CONNECTION")
        .hasMessageContaining("AMQP_HEARTBEAT")
        .message()
        .doesNotContain("secret");
  }

  @Test
  void anAddressIsRequired() {
    Environment environment = Environment.of(Map.of());
    RabbitSettings.from(environment);
    assertThatThrownBy(environment::check).hasMessageContaining("AMQP_CONNECTION");
  }

  @Test
  void doesNotShowThePassword() {
    assertThat(RabbitSettings.of("amqp://anna:secret@rabbit").toString())
        .contains("rabbit")
        .doesNotContain("secret");
  }
}
