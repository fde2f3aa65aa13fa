package org.discogsography.resilience.postgres;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A server's own settings against those that are recommended for a service's database. */
public final class ServerSettings {
  private static final long KIB = 1024;
  private static final long MIB = 1024 * KIB;
  private static final long SECOND = 1000;

  /** Bytes or milliseconds, as in the view {@code pg_settings}. */
  private static final Map<String, Long> UNITS =
      Map.of(
          "",
          1L,
          "B",
          1L,
          "kB",
          KIB,
          "8kB",
          8 * KIB,
          "MB",
          MIB,
          "ms",
          1L,
          "s",
          SECOND,
          "min",
          60 * SECOND);

  private static final Set<String> OFF = Set.of("", "off", "false", "no", "0");

  private static final List<Recommendation> RECOMMENDED =
      List.of(
          new Recommendation("max_connections", "40 or more", value -> value.number() >= 40),
          new Recommendation(
              "superuser_reserved_connections", "3 or more", value -> value.number() >= 3),
          atMost("statement_timeout", Duration.ofSeconds(30)),
          atMost("lock_timeout", Duration.ofSeconds(10)),
          atMost("idle_in_transaction_session_timeout", Duration.ofSeconds(30)),
          atLeast("shared_buffers", 256 * MIB),
          atLeast("effective_cache_size", 768 * MIB),
          atLeast("work_mem", 4 * MIB),
          new Recommendation(
              "log_min_duration_statement",
              "0 to 1000 ms",
              value -> value.number() >= 0 && value.number() <= SECOND),
          on("log_connections"),
          on("log_disconnections"),
          on("log_lock_waits"));

  private ServerSettings() {}

  /**
   * One setting.
   *
   * @param actual what a new session starts with, with its unit; {@code unknown} on a server that
   *     does not have it
   */
  public record Checked(String name, String recommended, String actual, boolean fits) {}

  private record Value(String text, String unit) {
    /** In bytes or milliseconds where it has a unit; below 0 keeps its own meaning. */
    long number() {
      long number = Long.parseLong(text);
      return number < 0 ? number : number * UNITS.getOrDefault(unit, 1L);
    }

    String shown() {
      if (unit.isEmpty()) {
        return text;
      }
      long number = number();
      return unit.endsWith("B") && number >= 0 ? bytes(number) : number + " ms";
    }

    private static String bytes(long number) {
      return number % MIB == 0 ? number / MIB + "MB" : number / KIB + "kB";
    }
  }

  @FunctionalInterface
  private interface Rule {
    boolean fits(Value value);
  }

  private record Recommendation(String name, String text, Rule rule) {
    Checked check(Map<String, Value> server) {
      Value value = server.get(name);
      return value == null
          ? new Checked(name, text, "unknown", false)
          : new Checked(name, text, value.shown(), rule.fits(value));
    }
  }

  /** On a session that has changed nothing. */
  static List<Checked> check(Connection connection) throws SQLException {
    Map<String, Value> server = new HashMap<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "select name, coalesce(reset_val, setting), coalesce(unit, '')"
                    + " from pg_catalog.pg_settings")) {
      while (rows.next()) {
        server.put(rows.getString(1), new Value(rows.getString(2), rows.getString(3)));
      }
    }
    List<Checked> checked = new ArrayList<>();
    RECOMMENDED.forEach(recommendation -> checked.add(recommendation.check(server)));
    return List.copyOf(checked);
  }

  private static Recommendation atMost(String name, Duration limit) {
    return new Recommendation(
        name,
        "1 to %d ms".formatted(limit.toMillis()),
        value -> value.number() > 0 && value.number() <= limit.toMillis());
  }

  private static Recommendation atLeast(String name, long bytes) {
    return new Recommendation(
        name, "%dMB or more".formatted(bytes / MIB), value -> value.number() >= bytes);
  }

  private static Recommendation on(String name) {
    return new Recommendation(name, "on", value -> !OFF.contains(value.text()));
  }
}
