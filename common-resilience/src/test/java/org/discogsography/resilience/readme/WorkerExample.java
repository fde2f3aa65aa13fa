package org.discogsography.resilience.readme;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Map;
import org.discogsography.resilience.postgres.ResilientPostgresPool;
import org.discogsography.resilience.rabbit.Delivery;
import org.discogsography.resilience.rabbit.ResilientRabbitConnection;
import org.discogsography.resilience.worker.Decoded;
import org.discogsography.resilience.worker.Sink;
import org.discogsography.resilience.worker.WorkerGroup;
import org.discogsography.resilience.worker.WorkerSettings;
import org.discogsography.resilience.worker.Written;

/** Shown in the library's README. */
final class WorkerExample {
  private WorkerExample() {}

  static WorkerGroup run(
      ResilientRabbitConnection rabbit, ResilientPostgresPool pool, MeterRegistry meters) {
    // <example>
    return WorkerGroup.start(
        rabbit, Map.of("orders", new Orders(pool)), WorkerSettings.defaults(), meters);
    // </example>
  }

  // <example>
  record Orders(ResilientPostgresPool pool) implements Sink<String> {
    private static final String INSERT =
        "insert into orders (text) values (?) on conflict do nothing";

    @Override
    public Decoded<String> decode(Delivery delivery) {
      String text = new String(delivery.body(), UTF_8);
      return text.isBlank()
          ? new Decoded.Malformed<>("blank", "The order is empty.")
          : new Decoded.Usable<>(text);
    }

    @Override
    public Written write(List<String> orders) throws InterruptedException {
      return pool.transaction(connection -> {
        try (var insert = connection.prepareStatement(INSERT)) {
          int written = 0;
          for (String order : orders) {
            insert.setString(1, order);
            written += insert.executeUpdate();
          }
          return new Written(written, orders.size() - written);
        }
      });
    }

    @Override
    public void trySample(String like) throws InterruptedException {
      pool.rehearse(connection -> connection.createStatement().execute(INSERT.replace("?", "'1'")));
    }

    @Override
    public void awaitAvailable() throws InterruptedException {
      pool.awaitAvailable();
    }

    @Override
    public String store() {
      return "postgres";
    }
  }
  // </example>
}
