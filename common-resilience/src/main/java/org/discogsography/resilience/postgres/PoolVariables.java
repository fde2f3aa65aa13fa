package org.discogsography.resilience.postgres;

import java.time.Duration;
import java.util.Locale;
import java.util.OptionalInt;
import org.discogsography.resilience.config.Environment;
import org.discogsography.resilience.policy.Preset;
import org.discogsography.resilience.policy.ResilienceEnvironment;
import org.discogsography.resilience.postgres.PostgresSettings.Route;

/** How many connections a pool has and how long everything may take. */
final class PoolVariables {
  /** What the pool can keep to. */
  private static final Duration LEAST_POOL_TIMEOUT = Duration.ofMillis(250);

  private static final Duration LEAST_LIFETIME = Duration.ofSeconds(30);
  private static final int MOST = 10_000;

  private final Environment environment;
  private final Route route;

  PoolVariables(Environment environment, Route route) {
    this.environment = environment;
    this.route = route;
  }

  /** Connections kept and connections at most. */
  record Size(int minimum, int maximum) {}

  /** How long a statement, a new connection and a connection of the pool may take. */
  enum Timeouts {
    DEVELOPMENT(10, 5, 10),
    PRODUCTION(30, 10, 30),
    HIGH_LOAD(60, 15, 45);

    private final Duration query;
    private final Duration connect;
    private final Duration pool;

    Timeouts(int query, int connect, int pool) {
      this.query = Duration.ofSeconds(query);
      this.connect = Duration.ofSeconds(connect);
      this.pool = Duration.ofSeconds(pool);
    }

    private static Timeouts read(Environment environment) {
      return environment.parse(
          "DATABASE_TIMEOUTS",
          PRODUCTION,
          "one of development, production, high_load",
          text -> valueOf(text.toUpperCase(Locale.ROOT)));
    }
  }

  Size size() {
    Size usual = usualSize(ResilienceEnvironment.preset(environment));
    int own = environment.integer("DATABASE_MAX_CONNECTIONS", usual.maximum(), 1, MOST);
    Aliases<Integer> maximum = new Aliases<>(environment);
    if (environment.optional("DATABASE_MAX_CONNECTIONS") != null) {
      maximum.add("DATABASE_MAX_CONNECTIONS", own);
    }
    sum().ifPresent(sum -> maximum.add("DB_POOL_SIZE + DB_MAX_OVERFLOW", sum));
    int most = maximum.value().orElse(own);
    int least =
        environment.integer("DATABASE_MIN_CONNECTIONS", Math.min(usual.minimum(), most), 0, most);
    return new Size(least, most);
  }

  SessionLimits limits() {
    SessionLimits usual = SessionLimits.DEFAULT;
    return new SessionLimits(
        duration(
            "DATABASE_QUERY_TIMEOUT",
            Timeouts.read(environment).query,
            "",
            "DATABASE_STATEMENT_TIMEOUT"),
        environment.seconds("DATABASE_LOCK_TIMEOUT", usual.lock()),
        environment.seconds("DATABASE_IDLE_IN_TRANSACTION_TIMEOUT", usual.idleInTransaction()));
  }

  /** That of the URL counts where there is no variable for it. */
  Duration connectTimeout(java.util.Optional<Duration> ofUrl) {
    Duration own =
        environment.seconds("DATABASE_CONNECT_TIMEOUT", Timeouts.read(environment).connect);
    Aliases<Duration> aliases = new Aliases<>(environment);
    if (environment.optional("DATABASE_CONNECT_TIMEOUT") != null) {
      aliases.add("DATABASE_CONNECT_TIMEOUT", own);
    }
    return aliases.add("DATABASE_URL", ofUrl.orElse(null)).value().orElse(own);
  }

  Duration poolTimeout() {
    return atLeast(
        LEAST_POOL_TIMEOUT,
        "DATABASE_POOL_TIMEOUT",
        duration(
            "DATABASE_POOL_TIMEOUT",
            Timeouts.read(environment).pool,
            "DB_POOL_TIMEOUT",
            "DATABASE_CONNECTION_TIMEOUT"));
  }

  Duration lifetime() {
    Duration usual =
        switch (route) {
          case SERVER -> Duration.ofHours(1);
          case PGBOUNCER -> Duration.ofMinutes(5);
        };
    return atLeast(
        LEAST_LIFETIME,
        "DATABASE_POOL_RECYCLE",
        duration("DATABASE_POOL_RECYCLE", usual, "DB_POOL_RECYCLE", ""));
  }

  Duration idleTimeout() {
    return new Aliases<Duration>(environment)
        .variable("DATABASE_IDLE_TIMEOUT", "a number of milliseconds", PoolVariables::millis)
        .value()
        .orElse(CallSettings.DEFAULT.idleTimeout());
  }

  private Duration duration(String name, Duration usual, String inSeconds, String inMillis) {
    Duration own = environment.seconds(name, usual);
    Aliases<Duration> aliases = new Aliases<>(environment);
    if (environment.optional(name) != null) {
      aliases.add(name, own);
    }
    if (!inSeconds.isEmpty()) {
      aliases.variable(inSeconds, "a number of seconds", PoolVariables::seconds);
    }
    if (!inMillis.isEmpty()) {
      aliases.variable(inMillis, "a number of milliseconds", PoolVariables::millis);
    }
    return aliases.value().orElse(own);
  }

  private Duration atLeast(Duration least, String name, Duration value) {
    if (value.compareTo(least) < 0) {
      environment.problem(name, "is less than %.2f seconds".formatted(least.toMillis() / 1000.0));
      return least;
    }
    return value;
  }

  /** In the older words: connections that are kept, and more at need. */
  private OptionalInt sum() {
    boolean given =
        environment.optional("DB_POOL_SIZE") != null
            || environment.optional("DB_MAX_OVERFLOW") != null;
    int size = whole("DB_POOL_SIZE", 20, 1);
    int overflow = whole("DB_MAX_OVERFLOW", 10, 0);
    return given ? OptionalInt.of(size + overflow) : OptionalInt.empty();
  }

  private int whole(String name, int otherwise, int least) {
    return new Aliases<Integer>(environment)
        .variable(
            name,
            "a whole number from " + least + " to " + MOST,
            text -> {
              int number = Integer.parseInt(text);
              return number >= least && number <= MOST ? number : null;
            })
        .value()
        .orElse(otherwise);
  }

  private Size usualSize(Preset preset) {
    return switch (route) {
      case PGBOUNCER -> new Size(2, 7);
      case SERVER ->
          switch (preset) {
            case A, E -> new Size(2, 20);
            case B -> new Size(10, 30);
            case C, D -> new Size(5, 20);
          };
    };
  }

  private static Duration seconds(String text) {
    return positive(new java.math.BigDecimal(text).movePointRight(3).longValueExact());
  }

  private static Duration millis(String text) {
    return positive(Long.parseLong(text));
  }

  private static Duration positive(long millis) {
    if (millis < 1 || millis > Duration.ofDays(10_000).toMillis()) {
      throw new IllegalArgumentException("out of range");
    }
    return Duration.ofMillis(millis);
  }
}
