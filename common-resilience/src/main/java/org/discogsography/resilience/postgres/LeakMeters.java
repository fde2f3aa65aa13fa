package org.discogsography.resilience.postgres;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

/** Connections that were not given back in time, as figures. */
final class LeakMeters {
  private LeakMeters() {}

  static void bind(Checkouts checkouts, MeterRegistry meters) {
    Gauge.builder("db.connections.leaked", checkouts, Checkouts::leaked)
        .description("Connections held longer than the leak detection allows, now")
        .tag("resource", PostgresClassifier.STORE)
        .strongReference(true)
        .register(meters);
    FunctionCounter.builder("db.connections.leaks", checkouts, Checkouts::leakedInAll)
        .description("Connections that were ever held so long")
        .tag("resource", PostgresClassifier.STORE)
        .register(meters);
  }
}
