package org.discogsography.resilience.resource;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.discogsography.resilience.policy.CallPolicy;

/** A breaker as figures, by the names that operators of database clients know. */
final class BreakerMeters {
  private BreakerMeters() {}

  static void bind(String resource, CallPolicy policy, MeterRegistry meters) {
    Gauge.builder("db.circuit.breaker.state", policy, BreakerMeters::figure)
        .description("0 closed, 1 half-open, 2 open")
        .tag("resource", resource)
        .register(meters);
    FunctionCounter.builder(
            "db.circuit.breaker.failures", policy, p -> p.statistics().snapshot().failures())
        .description("Calls that failed through the server's fault")
        .tag("resource", resource)
        .register(meters);
    FunctionCounter.builder(
            "db.circuit.breaker.rejections", policy, p -> p.statistics().snapshot().rejections())
        .description("Calls that an open breaker turned away")
        .tag("resource", resource)
        .register(meters);
    FunctionCounter.builder(
            "db.circuit.breaker.trips", policy, p -> p.statistics().snapshot().trips())
        .description("How often the breaker opened")
        .tag("resource", resource)
        .register(meters);
  }

  private static double figure(CallPolicy policy) {
    return switch (policy.state()) {
      case CLOSED -> 0;
      case HALF_OPEN -> 1;
      case OPEN -> 2;
    };
  }
}
