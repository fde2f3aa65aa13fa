package org.discogsography.dashboard.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import org.discogsography.resilience.config.ConfigurationException;
import org.discogsography.resilience.config.Environment;
import org.discogsography.resilience.tls.TrustedCertificates;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ManagementSettingsTest {
  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "-, -, http://127.0.0.1:15672, guest, guest, /",
        "amqp://u:p@rabbit:5672/, -, http://rabbit:15672, u, p, /",
        "amqp://u:p%40ss+1@rabbit, -, http://rabbit:15672, u, p@ss+1, /",
        "amqp://u:p@rabbit/music, -, http://rabbit:15672, u, p, music",
        "amqp://u:p@rabbit/%2Fmusic, -, http://rabbit:15672, u, p, /music",
        "amqps://u:p@rabbit:5671, -, https://rabbit:15671, u, p, /",
        "amqp://u:p@[::1]:5672, -, http://[::1]:15672, u, p, /",
        "amqp://u:p@rabbit, http://other:1234/, http://other:1234, u, p, /",
        "amqp://u:p@rabbit, https://m:n@other/rabbit/, https://other/rabbit, m, n, /",
      })
  void findsTheManagementApi(
      String broker, String management, String address, String user, String password, String host) {
    Map<String, String> variables = new HashMap<>();
    if (broker != null) {
      variables.put("AMQP_CONNECTION", broker);
    }
    if (management != null) {
      variables.put("RABBITMQ_MANAGEMENT_URL", management);
    }
    Environment environment = Environment.of(variables);

    ManagementSettings settings = ManagementSettings.from(environment);

    environment.check();
    assertThat(settings)
        .isEqualTo(
            new ManagementSettings(
                URI.create(address), user, password, host, TrustedCertificates.OF_THE_JVM));
  }

  @ParameterizedTest
  @CsvSource({
    "AMQP_CONNECTION, http://u:hunter2@rabbit",
    "AMQP_CONNECTION, amqp://u:hunter2@ rabbit",
    "AMQP_CONNECTION, amqp:hunter2",
    "RABBITMQ_MANAGEMENT_URL, http://hunter2_",
    "RABBITMQ_MANAGEMENT_URL, file:///hunter2",
    "RABBITMQ_MANAGEMENT_URL, hunter2",
  })
  void refusesWhatIsNoAddressWithoutShowingIt(String variable, String value) {
    Environment environment = Environment.of(Map.of(variable, value));
    ManagementSettings.from(environment);

    assertThat(catchThrowableOfType(ConfigurationException.class, environment::check))
        .hasMessageStartingWith(variable)
        .hasMessageNotContaining("hunter2");
  }

  @Test
  void wantsAnAddressWhereNoneFollowsFromTheBrokers() {
    Environment environment = Environment.of(Map.of("AMQP_CONNECTION", "amqp://my_rabbit"));
    ManagementSettings.from(environment);

    assertThat(catchThrowableOfType(ConfigurationException.class, environment::check))
        .hasMessageStartingWith("RABBITMQ_MANAGEMENT_URL has to be set");
  }

  @Test
  void sendsNoPasswordInPlaintextToAFarHost() {
    Environment environment =
        Environment.of(Map.of("RABBITMQ_MANAGEMENT_URL", "http://mq.example.org:15672"));
    ManagementSettings.from(environment);

    assertThat(catchThrowableOfType(ConfigurationException.class, environment::check))
        .hasMessageStartingWith("RABBITMQ_MANAGEMENT_URL leads to mq.example.org without TLS");
  }

  @Test
  void keepsThePasswordToItself() {
    ManagementSettings settings =
        new ManagementSettings(
            URI.create("http://rabbit:15672"), "u", "hunter2", "/", TrustedCertificates.OF_THE_JVM);

    assertThat(settings.toString()).doesNotContain("hunter2");
  }
}
