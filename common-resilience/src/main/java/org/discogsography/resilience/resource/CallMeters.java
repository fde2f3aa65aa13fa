package org.discogsography.resilience.resource;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.util.concurrent.TimeUnit;

/** Every attempt as figures, by the names that operators of database clients know. */
final class CallMeters {
  private CallMeters() {}

  /**
   * @param status {@code success}, a kind of failure, or {@code error} for a caller's own
   */
  static void record(
      MeterRegistry meters, String resource, String operation, String status, long nanos) {
    Tags tags = Tags.of("resource", resource, "operation", operation, "status", status);
    Timer.builder("db.query.duration")
        .description("Attempts")
        .tags(tags)
        .register(meters)
        .record(nanos, TimeUnit.NANOSECONDS);
    Counter.builder("db.query").description("Attempts").tags(tags).register(meters).increment();
  }
}
