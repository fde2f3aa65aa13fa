package org.discogsography.resilience.postgres;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import org.discogsography.resilience.config.Environment;
import org.discogsography.resilience.probe.ProbeSettings;

/**
 * How to reach a PostgreSQL database and how long to wait for it. {@link #toString()} leaves the
 * password out.
 *
 * @param applicationName as in {@code pg_stat_activity}
 * @param minimumConnections kept open while the server is up; default 2
 * @param maximumConnections default 20
 * @param limits how long statements, locks and idle transactions may take
 * @param connectTimeout for a new connection, log-in included; default 10 s
 * @param poolTimeout for a connection from the pool; default 30 s
 * @param maximumLifetime after which a connection is replaced; default 1 h
 * @param probeTimeout for each step of a probe; default 5 s
 * @param tls how connections are encrypted
 * @param calls what callers of the database get besides
 */
public record PostgresSettings(
    String host,
    int port,
    String database,
    String username,
    String password,
    String applicationName,
    int minimumConnections,
    int maximumConnections,
    SessionLimits limits,
    Duration connectTimeout,
    Duration poolTimeout,
    Duration maximumLifetime,
    Duration probeTimeout,
    ProbeSettings probing,
    Purpose purpose,
    Route route,
    Tls tls,
    CallSettings calls) {
  private static final int DEFAULT_PORT = 5432;
  private static final int PGBOUNCER_PORT = 6543;

  /** What the database is used for, and so what its probe does. */
  public enum Purpose {
    READ,
    /** The probe writes one row of the table {@code resilience_probe}, which it creates. */
    WRITE
  }

  /** What answers at the address. */
  public enum Route {
    SERVER,
    /** PgBouncer, in session or transaction pooling: nothing is kept on a session. */
    PGBOUNCER
  }

  public PostgresSettings {
    requireNonNull(host, "host is null");
    requireNonNull(database, "database is null");
    requireNonNull(username, "username is null");
    requireNonNull(password, "password is null");
    requireNonNull(applicationName, "applicationName is null");
    if (minimumConnections < 0 || maximumConnections < Math.max(1, minimumConnections)) {
      throw new IllegalArgumentException("the most connections must not be less than the least");
    }
  }

  /** All defaults: a server, used for writing. */
  public static PostgresSettings of(
      String host, int port, String database, String username, String password) {
    return new PostgresSettings(
        host,
        port,
        database,
        username,
        password,
        "resilient",
        2,
        20,
        SessionLimits.DEFAULT,
        Duration.ofSeconds(10),
        Duration.ofSeconds(30),
        Duration.ofHours(1),
        Duration.ofSeconds(5),
        ProbeSettings.DEFAULT,
        Purpose.WRITE,
        Route.SERVER,
        Tls.DEFAULT,
        CallSettings.DEFAULT);
  }

  /** The same to another address. */
  public PostgresSettings withAddress(String otherHost, int otherPort, Route otherRoute) {
    return new PostgresSettings(
        otherHost,
        otherPort,
        database,
        username,
        password,
        applicationName,
        minimumConnections,
        maximumConnections,
        limits,
        connectTimeout,
        poolTimeout,
        maximumLifetime,
        probeTimeout,
        probing,
        purpose,
        otherRoute,
        tls,
        calls);
  }

  /** The same with other settings for calls. */
  public PostgresSettings withCalls(CallSettings changed) {
    return new PostgresSettings(
        host,
        port,
        database,
        username,
        password,
        applicationName,
        minimumConnections,
        maximumConnections,
        limits,
        connectTimeout,
        poolTimeout,
        maximumLifetime,
        probeTimeout,
        probing,
        purpose,
        route,
        tls,
        changed);
  }

  /**
   * Reads the environment. Where the database is: {@code POSTGRES_ADDRESS} (host:port), {@code
   * POSTGRES_DATABASE}, {@code POSTGRES_USERNAME}, {@code POSTGRES_PASSWORD}, or {@code
   * DATABASE_URL}, or {@code DB_HOST}, {@code DB_PORT}, {@code DB_NAME}, {@code DB_USER}, {@code
   * DB_PASS}; names that disagree are a problem. docs/configuration.md lists the others, all of
   * which have defaults.
   */
  public static PostgresSettings from(
      Environment environment, String applicationName, Purpose purpose) {
    return PostgresEnvironment.read(environment, applicationName, purpose);
  }

  static Route routeOfPort(int port) {
    return port == PGBOUNCER_PORT ? Route.PGBOUNCER : Route.SERVER;
  }

  static int defaultPort() {
    return DEFAULT_PORT;
  }

  /** Longer than any statement may take, so that it only ever ends waiting for a dead server. */
  Duration socketTimeout() {
    return limits.statement().plusSeconds(5);
  }

  @Override
  public String toString() {
    return "PostgresSettings[%s@%s:%d/%s, %d-%d connections, %s, %s]"
        .formatted(
            username, host, port, database, minimumConnections, maximumConnections, limits, route);
  }
}
