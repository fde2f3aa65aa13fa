package org.discogsography.resilience.neo4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.discogsography.resilience.config.ConfigurationException;
import org.discogsography.resilience.config.Environment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Neo4jSettingsTest {
  @Test
  void anEnvironmentOfTheOldPlatformIsEnough() {
    Environment environment =
        Environment.of(
            Map.of(
                "NEO4J_ADDRESS", "bolt://neo4j:7687",
                "NEO4J_USERNAME", "neo4j",
                "NEO4J_PASSWORD", "secret"));
    Neo4jSettings settings = Neo4jSettings.from(environment);
    environment.check();
    assertThat(settings).isEqualTo(Neo4jSettings.of("bolt://neo4j:7687", "neo4j", "secret"));
    assertThat(settings.maxPoolSize()).isEqualTo(50);
    assertThat(settings.connectionLifetime()).isEqualTo(Duration.ofMinutes(30));
    assertThat(settings.acquisitionTimeout()).isEqualTo(Duration.ofSeconds(60));
  }

  @Test
  void everyFigureCanBeSet() {
    Environment environment =
        Environment.of(
            Map.of(
                "NEO4J_ADDRESS", "neo4j+s://db.example:7687",
                "NEO4J_USERNAME", "user",
                "NEO4J_PASSWORD", "secret",
                "NEO4J_MAX_POOL_SIZE", "7",
                "NEO4J_CONNECTION_LIFETIME", "1",
                "NEO4J_ACQUISITION_TIMEOUT", "2",
                "NEO4J_CONNECT_TIMEOUT", "3",
                "NEO4J_TRANSACTION_TIMEOUT", "4",
                "NEO4J_ANSWER_GRACE", "0.5"));
    assertThat(Neo4jSettings.from(environment))
        .isEqualTo(
            new Neo4jSettings(
                URI.create("neo4j+s://db.example:7687"),
                "user",
                "secret",
                7,
                Duration.ofSeconds(1),
                Duration.ofSeconds(2),
                Duration.ofSeconds(3),
                Duration.ofSeconds(4),
                Duration.ofMillis(500)));
    environment.check();
  }

  @Test
  void whatIsMissingIsNamed() {
    Environment environment = Environment.of(Map.of());
    Neo4jSettings ignored = Neo4jSettings.from(environment);
    assertThatThrownBy(environment::check)
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("NEO4J_ADDRESS")
        .hasMessageContaining("NEO4J_PASSWORD");
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost:7687", "http://localhost:7474", "bolt://", "not a uri"})
  void anAddressIsABoltUri(String address) {
    Environment environment =
        Environment.of(Map.of("NEO4J_ADDRESS", address, "NEO4J_PASSWORD", "secret"));
    Neo4jSettings ignored = Neo4jSettings.from(environment);
    assertThatThrownBy(environment::check).hasMessageContaining("NEO4J_ADDRESS");
  }

  @Test
  void neverShowsThePassword() {
    assertThat(Neo4jSettings.of("bolt://a:1", "neo4j", "secret").toString())
        .doesNotContain("secret");
  }
}
