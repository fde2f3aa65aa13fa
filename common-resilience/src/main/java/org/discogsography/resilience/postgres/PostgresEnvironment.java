package org.discogsography.resilience.postgres;

import java.time.Duration;
import org.discogsography.resilience.config.Environment;
import org.discogsography.resilience.postgres.PostgresSettings.Purpose;
import org.discogsography.resilience.postgres.PostgresSettings.Route;
import org.discogsography.resilience.probe.ProbeSettings;

/** Reads {@link PostgresSettings}; their documentation lists the variables. */
final class PostgresEnvironment {
  /** What the pool can keep to. */
  private static final Duration LEAST_POOL_TIMEOUT = Duration.ofMillis(250);

  private static final Duration LEAST_LIFETIME = Duration.ofSeconds(30);

  private PostgresEnvironment() {}

  static PostgresSettings read(Environment environment, String applicationName, Purpose purpose) {
    Address address = address(environment);
    Route route =
        environment.flag(
                "USE_PGBOUNCER", PostgresSettings.routeOfPort(address.port()) == Route.PGBOUNCER)
            ? Route.PGBOUNCER
            : Route.SERVER;
    PostgresSettings usual =
        PostgresSettings.of(
            address.host(),
            address.port(),
            environment.required("POSTGRES_DATABASE"),
            environment.required("POSTGRES_USERNAME"),
            environment.required("POSTGRES_PASSWORD"));
    int most = environment.integer("DATABASE_MAX_CONNECTIONS", most(route), 1, 10_000);
    return new PostgresSettings(
        usual.host(),
        usual.port(),
        usual.database(),
        usual.username(),
        usual.password(),
        applicationName,
        environment.integer("DATABASE_MIN_CONNECTIONS", Math.min(2, most), 0, most),
        most,
        limits(environment),
        environment.seconds("DATABASE_CONNECT_TIMEOUT", usual.connectTimeout()),
        atLeast(LEAST_POOL_TIMEOUT, environment, "DATABASE_POOL_TIMEOUT", usual.poolTimeout()),
        atLeast(LEAST_LIFETIME, environment, "DATABASE_POOL_RECYCLE", lifetime(route)),
        environment.seconds("DATABASE_PROBE_TIMEOUT", usual.probeTimeout()),
        ProbeSettings.DEFAULT.withInterval(
            environment.seconds("DATABASE_PROBE_INTERVAL", ProbeSettings.DEFAULT.interval())),
        purpose,
        route);
  }

  private static Duration atLeast(
      Duration least, Environment environment, String name, Duration otherwise) {
    Duration value = environment.seconds(name, otherwise);
    if (value.compareTo(least) < 0) {
      environment.problem(name, "is less than %.2f seconds".formatted(least.toMillis() / 1000.0));
      return otherwise;
    }
    return value;
  }

  private static SessionLimits limits(Environment environment) {
    SessionLimits usual = SessionLimits.DEFAULT;
    return new SessionLimits(
        environment.seconds("DATABASE_QUERY_TIMEOUT", usual.statement()),
        environment.seconds("DATABASE_LOCK_TIMEOUT", usual.lock()),
        environment.seconds("DATABASE_IDLE_IN_TRANSACTION_TIMEOUT", usual.idleInTransaction()));
  }

  private static int most(Route route) {
    return switch (route) {
      case SERVER -> 20;
      case PGBOUNCER -> 7;
    };
  }

  private static Duration lifetime(Route route) {
    return switch (route) {
      case SERVER -> Duration.ofHours(1);
      case PGBOUNCER -> Duration.ofMinutes(5);
    };
  }

  private static Address address(Environment environment) {
    if (environment.optional("POSTGRES_ADDRESS") == null) {
      environment.problem("POSTGRES_ADDRESS", "is not set");
    }
    return environment.parse(
        "POSTGRES_ADDRESS",
        new Address("", PostgresSettings.defaultPort()),
        "host:port",
        Address::parse);
  }

  /** An IPv6 address stands in square brackets. */
  private record Address(String host, int port) {
    static Address parse(String text) {
      int colon = text.lastIndexOf(':');
      if (colon < 0 || text.endsWith("]")) {
        return new Address(checked(text), PostgresSettings.defaultPort());
      }
      int port = Integer.parseInt(text.substring(colon + 1));
      if (port < 1 || port > 65_535) {
        throw new IllegalArgumentException("no port");
      }
      return new Address(checked(text.substring(0, colon)), port);
    }

    private static String checked(String host) {
      if (host.isEmpty() || host.contains("/") || host.contains("@")) {
        throw new IllegalArgumentException("no host");
      }
      return host;
    }
  }
}
