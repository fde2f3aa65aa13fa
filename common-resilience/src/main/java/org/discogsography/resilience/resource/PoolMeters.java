package org.discogsography.resilience.resource;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/** A pool as figures, by the names that operators of database clients know. */
public final class PoolMeters {
  private PoolMeters() {}

  /**
   * Registers the gauges.
   *
   * @param pool answers at once
   */
  public static void bind(String resource, Supplier<PoolSnapshot> pool, MeterRegistry meters) {
    gauge("db.connections.active", "Connections in use", PoolSnapshot::active)
        .bind(resource, pool, meters);
    gauge("db.connections.idle", "Connections open and free", PoolSnapshot::idle)
        .bind(resource, pool, meters);
    gauge(
            "db.connections.wait.time",
            "Seconds that a caller waited for a connection, on average",
            each -> each.meanWait().toNanos() / 1e9)
        .bind(resource, pool, meters);
  }

  private static Figure gauge(
      String name, String description, ToDoubleFunction<PoolSnapshot> value) {
    return new Figure(name, description, value);
  }

  private record Figure(String name, String description, ToDoubleFunction<PoolSnapshot> value) {
    void bind(String resource, Supplier<PoolSnapshot> pool, MeterRegistry meters) {
      Gauge.builder(name, pool, each -> value.applyAsDouble(each.get()))
          .description(description)
          .tag("resource", resource)
          .strongReference(true)
          .register(meters);
    }
  }
}
