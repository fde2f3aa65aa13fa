package org.discogsography.resilience.operations;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.discogsography.resilience.health.ServiceHealth;
import org.discogsography.resilience.health.Status;

/** A service's own health as figures, for alerts that do not want to read JSON. */
final class HealthMeters {
  private HealthMeters() {}

  static void bind(ServiceHealth health, MeterRegistry registry) {
    Gauge.builder("service.health", health, each -> figure(each.snapshot().status()))
        .description("1 UP, 0.5 DEGRADED, 0 DOWN")
        .register(registry);
    Gauge.builder("service.ready", health, each -> each.ready() ? 1 : 0)
        .description("1 from the first time that all dependencies were reached until it stops")
        .register(registry);
    Gauge.builder("service.live", health, each -> each.live() ? 1 : 0)
        .description("1 while all loops turn")
        .register(registry);
  }

  private static double figure(Status status) {
    return switch (status) {
      case UP -> 1;
      case DEGRADED -> 0.5;
      case DOWN -> 0;
    };
  }
}
