package org.discogsography.resilience.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.discogsography.resilience.config.ConfigurationException;
import org.discogsography.resilience.config.Environment;
import org.discogsography.resilience.postgres.PostgresSettings.Purpose;
import org.discogsography.resilience.postgres.PostgresSettings.Route;
import org.junit.jupiter.api.Test;

class PostgresSettingsTest {
  private final Map<String, String> variables =
      new HashMap<>(
          Map.of(
              "POSTGRES_ADDRESS", "db-example:5433",
              "POSTGRES_DATABASE", "music",
              "POSTGRES_USERNAME", "writer",
              "POSTGRES_PASSWORD", "open sesame"));

  @Test
  void theDefaultsAreThoseOfTheDocumentation() {
    PostgresSettings settings = read();

    assertThat(settings.host()).isEqualTo("db-example");
    assertThat(settings.port()).isEqualTo(5433);
    assertThat(settings.database()).isEqualTo("music");
    assertThat(settings.minimumConnections()).isEqualTo(2);
    assertThat(settings.maximumConnections()).isEqualTo(20);
    assertThat(settings.limits()).isEqualTo(SessionLimits.DEFAULT);
    assertThat(settings.connectTimeout()).isEqualTo(Duration.ofSeconds(10));
    assertThat(settings.poolTimeout()).isEqualTo(Duration.ofSeconds(30));
    assertThat(settings.maximumLifetime()).isEqualTo(Duration.ofHours(1));
    assertThat(settings.route()).isEqualTo(Route.SERVER);
  }

  @Test
  void theSocketOutlastsEveryStatement() {
    variables.put("DATABASE_QUERY_TIMEOUT", "120");

    assertThat(read().socketTimeout()).isGreaterThan(Duration.ofSeconds(120));
  }

  @Test
  void port6543MeansPgBouncer() {
    variables.put("POSTGRES_ADDRESS", "db-example:6543");

    PostgresSettings settings = read();

    assertThat(settings.route()).isEqualTo(Route.PGBOUNCER);
    assertThat(settings.maximumConnections()).isEqualTo(7);
    assertThat(settings.maximumLifetime()).isEqualTo(Duration.ofMinutes(5));
  }

  @Test
  void pgBouncerCanBeNamed() {
    variables.put("USE_PGBOUNCER", "true");

    assertThat(read().route()).isEqualTo(Route.PGBOUNCER);
  }

  @Test
  void ipv6AddressesStandInBrackets() {
    variables.put("POSTGRES_ADDRESS", "[::1]:5434");

    assertThat(read().host()).isEqualTo("[::1]");
    assertThat(read().port()).isEqualTo(5434);
  }

  @Test
  void thePortMayBeLeftOut() {
    variables.put("POSTGRES_ADDRESS", "db-example");

    assertThat(read().port()).isEqualTo(5432);
  }

  @Test
  void everyProblemIsReported() {
    Environment environment =
        Environment.of(Map.of("POSTGRES_ADDRESS", "postgres://x:y", "DATABASE_POOL_TIMEOUT", "-1"));
    PostgresSettings ignored = PostgresSettings.from(environment, "test", Purpose.WRITE);

    assertThatThrownBy(environment::check)
        .isInstanceOfSatisfying(
            ConfigurationException.class,
            e ->
                assertThat(e.problems())
                    .hasSize(5)
                    .anyMatch(problem -> problem.startsWith("POSTGRES_ADDRESS "))
                    .anyMatch(problem -> problem.startsWith("DATABASE_POOL_TIMEOUT "))
                    .anyMatch(problem -> problem.startsWith("POSTGRES_PASSWORD ")));
  }

  @Test
  void whatThePoolCannotKeepToIsReported() {
    variables.put("DATABASE_POOL_TIMEOUT", "0.1");
    variables.put("DATABASE_POOL_RECYCLE", "29");
    variables.put("DATABASE_MAX_CONNECTIONS", "3");
    variables.put("DATABASE_MIN_CONNECTIONS", "4");

    assertThatThrownBy(this::read)
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContainingAll(
            "DATABASE_POOL_TIMEOUT is less than 0.25 seconds",
            "DATABASE_POOL_RECYCLE is less than 30.00 seconds",
            "DATABASE_MIN_CONNECTIONS is not a whole number from 0 to 3");
  }

  @Test
  void onePossibleConnectionIsEnough() {
    variables.put("DATABASE_MAX_CONNECTIONS", "1");

    assertThat(read().minimumConnections()).isEqualTo(1);
  }

  @Test
  void thePasswordIsNotShown() {
    assertThat(read().toString()).doesNotContain("sesame").contains("writer@db-example:5433/music");
  }

  private PostgresSettings read() {
    Environment environment = Environment.of(variables);
    PostgresSettings settings = PostgresSettings.from(environment, "test", Purpose.WRITE);
    environment.check();
    return settings;
  }
}
