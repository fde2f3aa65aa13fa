package org.discogsography.resilience.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.discogsography.resilience.config.ConfigurationException;
import org.discogsography.resilience.config.Environment;
import org.discogsography.resilience.postgres.CallSettings.Echo;
import org.discogsography.resilience.postgres.CallSettings.Orphans;
import org.discogsography.resilience.postgres.PostgresSettings.Purpose;
import org.discogsography.resilience.postgres.PostgresSettings.Route;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The names that other systems use for the same settings. */
class PostgresVariablesTest {
  private static final String URL = "postgresql://me:secret@db-example:5433/music";

  private final Map<String, String> variables = new HashMap<>();

  @Test
  void aUrlSaysEverything() {
    variables.put(
        "DATABASE_URL",
        URL + "?sslmode=verify-ca&sslrootcert=/ca.pem&application_name=shop&connect_timeout=7");

    PostgresSettings settings = read();

    assertThat(settings.host()).isEqualTo("db-example");
    assertThat(settings.port()).isEqualTo(5433);
    assertThat(settings.database()).isEqualTo("music");
    assertThat(settings.username()).isEqualTo("me");
    assertThat(settings.password()).isEqualTo("secret");
    assertThat(settings.applicationName()).isEqualTo("shop");
    assertThat(settings.connectTimeout()).isEqualTo(Duration.ofSeconds(7));
    assertThat(settings.tls()).isEqualTo(new Tls("verify-ca", "/ca.pem"));
  }

  @Test
  void theEncryptionReachesTheDriver() {
    variables.put("DATABASE_URL", URL + "?sslmode=verify-ca&sslrootcert=/ca.pem");

    var source = DataSources.forPool(read());

    assertThat(source.getSslMode()).isEqualTo("verify-ca");
    assertThat(source.getSslRootCert()).isEqualTo("/ca.pem");
  }

  @Test
  void theSingleVariablesSayTheSame() {
    putSingle();

    PostgresSettings settings = read();

    assertThat(settings.toString()).contains("me@db-example:5433/music");
    assertThat(settings.password()).isEqualTo("secret");
    assertThat(settings.tls()).isEqualTo(Tls.DEFAULT);
  }

  @Test
  void aSecretMayStandInAFile(@TempDir Path directory) throws IOException {
    variables.put(
        "DATABASE_URL_FILE", Files.writeString(directory.resolve("url"), URL + "\n").toString());

    assertThat(read().password()).isEqualTo("secret");
  }

  @Test
  void namesThatAgreeMayBothBeSet() {
    putSingle();
    variables.put("DATABASE_URL", URL);
    variables.put("POSTGRES_ADDRESS", "db-example:5433");

    assertThat(read().port()).isEqualTo(5433);
  }

  @Test
  void namesThatDisagreeAreNamed() {
    putSingle();
    variables.put("DATABASE_URL", "postgresql://you:other@db2-example:5434/music");
    variables.put("DATABASE_QUERY_TIMEOUT", "20");
    variables.put("DATABASE_STATEMENT_TIMEOUT", "30000");
    variables.put("DATABASE_MAX_CONNECTIONS", "20");
    variables.put("DB_POOL_SIZE", "20");

    assertThat(problems())
        .containsExactlyInAnyOrder(
            "DATABASE_URL and DB_HOST disagree; keep one of them.",
            "DATABASE_URL and DB_PORT disagree; keep one of them.",
            "DATABASE_URL and DB_USER disagree; keep one of them.",
            "DATABASE_URL and DB_PASS disagree; keep one of them.",
            "DATABASE_QUERY_TIMEOUT and DATABASE_STATEMENT_TIMEOUT disagree; keep one of them.",
            "DATABASE_MAX_CONNECTIONS and DB_POOL_SIZE + DB_MAX_OVERFLOW disagree; keep one of"
                + " them.");
  }

  @Test
  void anOptionOfTheUrlThatIsNotKnownIsReported() {
    variables.put("DATABASE_URL", URL + "?options=-c%20x&sslmode=maybe&connect_timeout=soon");

    assertThat(problems())
        .hasSize(3)
        .allMatch(problem -> problem.startsWith("DATABASE_URL "))
        .noneMatch(problem -> problem.contains("secret"));
  }

  @Test
  void aUrlThatCannotBeReadIsTheOnlyProblem() {
    variables.put("DATABASE_URL", "db-example");

    assertThat(problems())
        .containsExactly("DATABASE_URL is not postgresql://user:password@host:port/database.");
  }

  @Test
  void poolSizeAndOverflowAddUp() {
    variables.put("DATABASE_URL", URL);
    variables.put("DB_POOL_SIZE", "12");

    assertThat(read().maximumConnections()).isEqualTo(22);

    variables.put("DB_MAX_OVERFLOW", "0");

    assertThat(read().maximumConnections()).isEqualTo(12);
  }

  @Test
  void eachPresetHasItsPool() {
    variables.put("DATABASE_URL", URL);

    assertThat(sizes("A")).isEqualTo("2-20");
    assertThat(sizes("B")).isEqualTo("10-30");
    assertThat(sizes("C")).isEqualTo("5-20");
    assertThat(sizes("D")).isEqualTo("5-20");
    assertThat(sizes("E")).isEqualTo("2-20");
    variables.put("USE_PGBOUNCER", "true");
    assertThat(sizes("B")).isEqualTo("2-7");
  }

  @Test
  void theNamedTimeoutsAreStartingPoints() {
    variables.put("DATABASE_URL", URL);
    variables.put("DATABASE_TIMEOUTS", "high_load");
    variables.put("DATABASE_CONNECTION_TIMEOUT", "1500");

    PostgresSettings settings = read();

    assertThat(settings.limits().statement()).isEqualTo(Duration.ofSeconds(60));
    assertThat(settings.connectTimeout()).isEqualTo(Duration.ofSeconds(15));
    assertThat(settings.poolTimeout()).isEqualTo(Duration.ofMillis(1500));

    variables.remove("DATABASE_CONNECTION_TIMEOUT");
    variables.put("DATABASE_TIMEOUTS", "development");

    assertThat(read().limits().statement()).isEqualTo(Duration.ofSeconds(10));
    assertThat(read().poolTimeout()).isEqualTo(Duration.ofSeconds(10));
  }

  @Test
  void millisecondsAndSecondsMeanTheSame() {
    variables.put("DATABASE_URL", URL);
    variables.put("DATABASE_STATEMENT_TIMEOUT", "1500");
    variables.put("DATABASE_QUERY_TIMEOUT", "1.5");
    variables.put("DB_POOL_RECYCLE", "120");
    variables.put("DATABASE_IDLE_TIMEOUT", "30000");

    PostgresSettings settings = read();

    assertThat(settings.limits().statement()).isEqualTo(Duration.ofMillis(1500));
    assertThat(settings.maximumLifetime()).isEqualTo(Duration.ofSeconds(120));
    assertThat(settings.calls().idleTimeout()).isEqualTo(Duration.ofSeconds(30));
  }

  @Test
  void leakDetectionCanBeSwitchedOff() {
    variables.put("DATABASE_URL", URL);
    assertThat(read().calls().leakDetection()).isEqualTo(Duration.ofSeconds(60));

    variables.put("DATABASE_LEAK_DETECTION", "0");
    variables.put("DB_ECHO", "true");
    variables.put("DATABASE_COMMIT_ORPHANS", "true");

    assertThat(read().calls().leakDetection()).isZero();
    assertThat(read().calls().echo()).isEqualTo(Echo.STATEMENTS);
    assertThat(read().calls().orphans()).isEqualTo(Orphans.COMMIT);
  }

  @Test
  void port6543OfAUrlMeansPgBouncer() {
    variables.put("DATABASE_URL", "postgresql://me:secret@db-example:6543/music");

    assertThat(read().route()).isEqualTo(Route.PGBOUNCER);
  }

  private void putSingle() {
    variables.putAll(
        Map.of(
            "DB_HOST", "db-example",
            "DB_PORT", "5433",
            "DB_NAME", "music",
            "DB_USER", "me",
            "DB_PASS", "secret"));
  }

  private String sizes(String preset) {
    variables.put("RESILIENCE_PRESET", preset);
    PostgresSettings settings = read();
    return settings.minimumConnections() + "-" + settings.maximumConnections();
  }

  private List<String> problems() {
    Environment environment = Environment.of(variables);
    PostgresSettings ignored = PostgresSettings.from(environment, "test", Purpose.WRITE);
    try {
      environment.check();
      return List.of();
    } catch (ConfigurationException e) {
      return List.copyOf(e.problems());
    }
  }

  private PostgresSettings read() {
    Environment environment = Environment.of(variables);
    PostgresSettings settings = PostgresSettings.from(environment, "test", Purpose.WRITE);
    environment.check();
    return settings;
  }
}
