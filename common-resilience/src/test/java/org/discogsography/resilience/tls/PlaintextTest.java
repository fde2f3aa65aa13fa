package org.discogsography.resilience.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import org.discogsography.resilience.config.ConfigurationException;
import org.discogsography.resilience.config.Environment;
import org.discogsography.resilience.neo4j.Neo4jSettings;
import org.discogsography.resilience.postgres.PostgresSettings;
import org.discogsography.resilience.rabbit.RabbitSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlaintextTest {
  private static final Map<String, String> FAR =
      Map.of(
          "AMQP_CONNECTION", "amqp://user:password@mq.example.org/",
          "NEO4J_ADDRESS", "neo4j://graph.example.org",
          "NEO4J_PASSWORD", "password",
          "POSTGRES_ADDRESS", "10.0.0.7:5432",
          "POSTGRES_DATABASE", "music",
          "POSTGRES_USERNAME", "user",
          "POSTGRES_PASSWORD", "password");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "localhost",
        "LOCALHOST",
        "127.0.0.1",
        "127.8.9.1",
        "[::1]",
        "::1",
        "postgres",
        "my_stack-neo4j-1"
      })
  void thisMachineAndContainersAreNear(String host) {
    assertThat(Plaintext.near(host)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "db.example.org",
        "10.0.0.7",
        "192.168.1.2",
        "0.0.0.0",
        "[fe80::1]",
        "2130706433",
        "0x7f000001",
        "127.0.0.1.example.org",
        "localhost.example.org",
        "postgres."
      })
  void everythingElseIsFar(String host) {
    assertThat(Plaintext.near(host)).isFalse();
  }

  @Test
  void noServerThatIsFarIsTalkedToInPlaintext() {
    assertThatThrownBy(() -> read(FAR))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("AMQP_CONNECTION leads to mq.example.org without TLS")
        .hasMessageContaining("use amqps, or list the host in ALLOW_PLAINTEXT")
        .hasMessageContaining("NEO4J_ADDRESS leads to graph.example.org without TLS")
        .hasMessageContaining("use neo4j+s,")
        .hasMessageContaining("POSTGRES_ADDRESS leads to 10.0.0.7 without TLS")
        .hasMessageContaining("use DATABASE_SSL_MODE=verify-full,");
  }

  @Test
  void whoeverAllowsItByNameMay() {
    assertThatCode(
            () -> read(with("ALLOW_PLAINTEXT", "mq.example.org, 10.0.0.7,GRAPH.example.org")))
        .doesNotThrowAnyException();
    assertThatThrownBy(() -> read(with("ALLOW_PLAINTEXT", "example.org,10.0.0.7")))
        .hasMessageContaining("AMQP_CONNECTION")
        .hasMessageContaining("NEO4J_ADDRESS");
  }

  @Test
  void encryptedServersMayBeAnywhere() {
    Map<String, String> variables = new HashMap<>(FAR);
    variables.put("AMQP_CONNECTION", "amqps://user:password@mq.example.org/");
    variables.put("NEO4J_ADDRESS", "neo4j+s://graph.example.org");
    variables.put("DATABASE_SSL_MODE", "verify-full");
    assertThatCode(() -> read(variables)).doesNotThrowAnyException();
  }

  @Test
  void aModeThatMayFallBackToPlaintextCountsAsPlaintext() {
    for (String mode : new String[] {"disable", "allow", "prefer"}) {
      assertThatThrownBy(() -> read(with("DATABASE_SSL_MODE", mode)))
          .hasMessageContaining("POSTGRES_ADDRESS leads to");
    }
  }

  @Test
  void aFileWithoutCertificatesIsAProblemThatNamesIt() {
    assertThatThrownBy(() -> read(with("AMQP_SSL_ROOT_CERT", "/no/such/file")))
        .hasMessageContaining(
            "AMQP_SSL_ROOT_CERT names a file that holds no certificates in PEM: /no/such/file");
  }

  private static Map<String, String> with(String name, String value) {
    Map<String, String> variables = new HashMap<>(FAR);
    variables.put(name, value);
    return variables;
  }

  private static void read(Map<String, String> variables) {
    Environment environment = Environment.of(variables);
    RabbitSettings.from(environment);
    Neo4jSettings.from(environment);
    PostgresSettings.from(environment, "test", PostgresSettings.Purpose.WRITE);
    environment.check();
  }
}
