package org.discogsography.resilience.postgres;

import java.math.BigDecimal;
import java.time.Duration;
import org.discogsography.resilience.config.Environment;
import org.discogsography.resilience.postgres.CallSettings.Echo;
import org.discogsography.resilience.postgres.CallSettings.Orphans;
import org.discogsography.resilience.postgres.PostgresSettings.Purpose;
import org.discogsography.resilience.postgres.PostgresSettings.Route;
import org.discogsography.resilience.postgres.TargetVariables.Target;
import org.discogsography.resilience.probe.ProbeSettings;

/** Reads {@link PostgresSettings}; docs/configuration.md lists the variables. */
final class PostgresEnvironment {
  private PostgresEnvironment() {}

  static PostgresSettings read(Environment environment, String applicationName, Purpose purpose) {
    Target target = TargetVariables.read(environment);
    Route route = route(environment, target.port());
    PoolVariables pool = new PoolVariables(environment, route);
    PoolVariables.Size size = pool.size();
    PostgresSettings usual = PostgresSettings.of("", 1, "", "", "");
    return new PostgresSettings(
        target.host(),
        target.port(),
        target.database(),
        target.username(),
        target.password(),
        target.applicationName().isEmpty() ? applicationName : target.applicationName(),
        size.minimum(),
        size.maximum(),
        pool.limits(),
        pool.connectTimeout(target.connectTimeout()),
        pool.poolTimeout(),
        pool.lifetime(),
        environment.seconds("DATABASE_PROBE_TIMEOUT", usual.probeTimeout()),
        ProbeSettings.DEFAULT.withInterval(
            environment.seconds("DATABASE_PROBE_INTERVAL", ProbeSettings.DEFAULT.interval())),
        purpose,
        route,
        target.tls(),
        calls(environment, pool));
  }

  private static Route route(Environment environment, int port) {
    boolean usual = PostgresSettings.routeOfPort(port) == Route.PGBOUNCER;
    return environment.flag("USE_PGBOUNCER", usual) ? Route.PGBOUNCER : Route.SERVER;
  }

  private static CallSettings calls(Environment environment, PoolVariables pool) {
    CallSettings usual = CallSettings.DEFAULT;
    return new CallSettings(
        environment.seconds("DATABASE_SLOW_QUERY", usual.slowQuery()),
        environment.seconds("DATABASE_CACHE_TTL", usual.cacheTtl()),
        environment.seconds("DATABASE_CACHE_STALE", usual.cacheStale()),
        environment.integer("DATABASE_CACHE_ENTRIES", usual.cacheEntries(), 1, 1_000_000),
        environment.parse(
            "DATABASE_LEAK_DETECTION",
            usual.leakDetection(),
            "a number of seconds, 0 for never",
            PostgresEnvironment::secondsOrNever),
        pool.idleTimeout(),
        environment.flag("DB_ECHO", usual.echo() == Echo.STATEMENTS)
            ? Echo.STATEMENTS
            : Echo.SILENT,
        environment.flag("DATABASE_COMMIT_ORPHANS", usual.orphans() == Orphans.COMMIT)
            ? Orphans.COMMIT
            : Orphans.ROLL_BACK);
  }

  private static Duration secondsOrNever(String text) {
    BigDecimal seconds = new BigDecimal(text);
    if (seconds.signum() < 0 || seconds.compareTo(BigDecimal.valueOf(86_400)) > 0) {
      throw new IllegalArgumentException("out of range");
    }
    return Duration.ofMillis(seconds.movePointRight(3).longValue());
  }
}
