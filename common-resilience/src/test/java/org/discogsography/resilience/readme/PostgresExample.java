package org.discogsography.resilience.readme;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import org.discogsography.resilience.postgres.Answer;
import org.discogsography.resilience.postgres.PostgresDatabase;
import org.discogsography.resilience.postgres.PostgresSettings;
import org.discogsography.resilience.postgres.ResilientPostgresPool;

/** Shown in the library's README. */
final class PostgresExample {
  private PostgresExample() {}

  static long run(String host, int port, String user, String password, MeterRegistry meters)
      throws InterruptedException {
    // <example>
    PostgresSettings settings = PostgresSettings.of(host, port, "postgres", user, password);
    // Returns at once: the server may be down, now or later.
    try (ResilientPostgresPool pool = ResilientPostgresPool.open(settings, meters)) {
      pool.awaitAvailable(Duration.ofSeconds(60));

      PostgresDatabase database = pool.database(); // a breaker, and retries by kind of failure
      database.update("create table if not exists fruit (name text primary key, count int)");
      database
          .idempotent() // may be repeated when the answer to its commit was lost
          .batch(
              "insert into fruit values (?, ?) on conflict (name) do nothing",
              List.of(List.of("apple", 2), List.of("pear", 3)));
      Answer<String> names = // the last answer, marked STALE, while the server is away
          database.answer("select name from fruit order by name", row -> row.getString(1));

      System.out.println(names.freshness() + " " + names.rows() + " " + pool.status());
      return database.queryOne("select sum(count) from fruit", row -> row.getLong(1)).orElse(0L);
    }
    // </example>
  }
}
