package org.discogsography.resilience.postgres;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.discogsography.resilience.failure.FailureKind;
import org.discogsography.resilience.health.ComponentHealth;
import org.discogsography.resilience.health.HealthIndicator;
import org.discogsography.resilience.probe.Availability;
import org.discogsography.resilience.probe.Availability.Away;
import org.discogsography.resilience.probe.Availability.Starting;
import org.discogsography.resilience.probe.Availability.Up;

/** What the probe and the pool know, from memory. */
final class PostgresHealth implements HealthIndicator {
  private final Supplier<Availability> availability;
  private final Supplier<PoolStatus> pool;
  private final LastFailure lastFailure;

  PostgresHealth(
      Supplier<Availability> availability, Supplier<PoolStatus> pool, LastFailure lastFailure) {
    this.availability = availability;
    this.pool = pool;
    this.lastFailure = lastFailure;
  }

  @Override
  public String name() {
    return PostgresClassifier.STORE;
  }

  @Override
  public ComponentHealth health() {
    Availability now = availability.get();
    Map<String, Object> details = new LinkedHashMap<>();
    details.put("since", now.since().toString());
    details.put("pool", poolDetails(pool.get()));
    lastFailure.addTo(details);
    return switch (now) {
      case Up up -> ComponentHealth.up(details);
      case Starting starting -> {
        details.put("reason", "no probe has ended yet");
        yield ComponentHealth.away(details);
      }
      case Away away -> {
        details.put("code", away.reason().code());
        details.put("kind", away.reason().kind().name());
        details.put("reason", String.valueOf(away.reason().getMessage()));
        yield away.reason().kind() == FailureKind.SYSTEMIC
            ? ComponentHealth.broken(details)
            : ComponentHealth.away(details);
      }
    };
  }

  private static Map<String, Object> poolDetails(PoolStatus status) {
    Map<String, Object> details = new LinkedHashMap<>();
    details.put("active", status.active());
    details.put("idle", status.idle());
    details.put("waiting", status.waiting());
    details.put("maximum", status.maximum());
    details.put("size", status.size());
    details.put("checked_in", status.checkedIn());
    details.put("checked_out", status.checkedOut());
    details.put("overflow", status.overflow());
    details.put("total_connections", status.totalConnections());
    return details;
  }

  /** The last transaction that failed for a reason that may be the server's. */
  static final class LastFailure {
    private volatile Map<String, Object> details = Map.of();

    void remember(FailureKind kind, String code, Instant when) {
      details = Map.of("kind", kind.name(), "code", code, "at", when.toString());
    }

    void addTo(Map<String, Object> health) {
      if (!details.isEmpty()) {
        health.put("lastFailure", details);
      }
    }
  }
}
