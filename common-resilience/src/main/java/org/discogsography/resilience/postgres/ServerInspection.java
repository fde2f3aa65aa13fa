package org.discogsography.resilience.postgres;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.discogsography.resilience.failure.StoreException;
import org.discogsography.resilience.resource.ConnectionTest;
import org.discogsography.resilience.resource.MonitoredResource;
import org.jspecify.annotations.Nullable;

/**
 * A look at the server from outside of the pool: read-only, on a connection of its own, two looks
 * at once, and none longer than about 6 s. Thread-safe.
 */
public final class ServerInspection {
  /** For one statement, by the server. */
  private static final Duration STATEMENT = Duration.ofSeconds(5);

  /** For everything, by us. */
  private static final Duration ALL = Duration.ofSeconds(6);

  private final BoundedReader reader;
  private final Clock clock = Clock.systemUTC();

  ServerInspection(PostgresSettings settings) {
    this(settings, STATEMENT, ALL);
  }

  ServerInspection(PostgresSettings settings, Duration statement, Duration all) {
    this.reader = new BoundedReader(settings, statement, all);
  }

  /**
   * Connects, and runs a query that somebody typed: one SELECT without side effects, 5 s and 100
   * rows at most. A failure is in the answer, too.
   *
   * @param query null tests only whether the server answers
   */
  public ConnectionTest test(@Nullable String query) throws InterruptedException {
    return MonitoredResource.test(
        query,
        typed -> {
          List<Map<String, Object>> rows =
              reader.read(
                  connection -> ReadOnlyQuery.run(connection, typed == null ? "select 1" : typed));
          return typed == null ? List.of() : rows;
        },
        clock);
  }

  /**
   * The server's settings against those that are recommended.
   *
   * @throws StoreException if it does not answer
   */
  public List<ServerSettings.Checked> settings() throws InterruptedException {
    return reader.read(ServerSettings::check);
  }

  /**
   * What {@code pg_stat_statements} says, the slowest on average first; empty where it is not
   * installed.
   *
   * @throws StoreException if the server does not answer, or does not let this user look
   */
  public Optional<List<ServerStatistics.SlowStatement>> slowStatements()
      throws InterruptedException {
    return reader.read(ServerStatistics::slowest);
  }

  /**
   * Tables that lack an index, as far as statistics can tell.
   *
   * @throws StoreException if the server does not answer
   */
  public List<ServerStatistics.IndexSuggestion> indexSuggestions() throws InterruptedException {
    return reader.read(ServerStatistics::indexes);
  }
}
