package org.discogsography.resilience.neo4j;

import java.net.URI;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.discogsography.resilience.failure.FailureKind;
import org.discogsography.resilience.failure.StoreException;
import org.discogsography.resilience.health.ComponentHealth;
import org.discogsography.resilience.health.HealthIndicator;
import org.discogsography.resilience.probe.Availability;
import org.discogsography.resilience.probe.Availability.Away;
import org.discogsography.resilience.probe.Availability.Starting;
import org.discogsography.resilience.probe.Availability.Up;

/** The driver's health, from what the probe and the calls left behind. */
final class Neo4jHealth implements HealthIndicator {
  private final URI address;
  private final Supplier<Availability> availability;
  private final Clock clock;
  private volatile Map<String, Object> lastFailure = Map.of();

  Neo4jHealth(URI address, Supplier<Availability> availability, Clock clock) {
    this.address = address;
    this.availability = availability;
    this.clock = clock;
  }

  /** Remembers a call that failed for a reason that may be the server's. */
  void failed(StoreException failure) {
    lastFailure =
        Map.of(
            "kind", failure.kind().name(),
            "code", failure.code(),
            "at", clock.instant().toString());
  }

  @Override
  public String name() {
    return Neo4jClassifier.STORE;
  }

  @Override
  public ComponentHealth health() {
    Availability now = availability.get();
    Map<String, Object> details = new LinkedHashMap<>();
    details.put("address", address.toString());
    details.put("since", now.since().toString());
    Map<String, Object> failure = lastFailure;
    if (!failure.isEmpty()) {
      details.put("lastFailure", failure);
    }
    return switch (now) {
      case Up up -> ComponentHealth.up(details);
      case Starting starting -> {
        details.put("reason", "no probe has ended yet");
        yield ComponentHealth.away(details);
      }
      case Away away -> away(away.reason(), details);
    };
  }

  private static ComponentHealth away(StoreException reason, Map<String, Object> details) {
    details.put("code", reason.code());
    details.put("kind", reason.kind().name());
    details.put("reason", String.valueOf(reason.getMessage()));
    return reason.kind() == FailureKind.SYSTEMIC
        ? ComponentHealth.broken(details)
        : ComponentHealth.away(details);
  }
}
