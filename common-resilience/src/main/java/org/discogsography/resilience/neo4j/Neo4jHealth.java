package org.discogsography.resilience.neo4j;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import org.discogsography.resilience.failure.StoreException;
import org.discogsography.resilience.health.ComponentHealth;
import org.discogsography.resilience.health.HealthIndicator;

/** The driver's health, from what the probe and the calls left behind. */
final class Neo4jHealth implements HealthIndicator {
  private final URI address;
  private final Availability availability;

  Neo4jHealth(URI address, Availability availability) {
    this.address = address;
    this.availability = availability;
  }

  @Override
  public String name() {
    return Neo4jClassifier.STORE;
  }

  @Override
  public ComponentHealth health() {
    Availability.State state = availability.state();
    Map<String, Object> details = details(state);
    return switch (state.phase()) {
      case UP -> ComponentHealth.up(details);
      case CONNECTING, AWAY -> ComponentHealth.away(details);
      case BROKEN -> ComponentHealth.broken(details);
    };
  }

  private Map<String, Object> details(Availability.State state) {
    Map<String, Object> details = new LinkedHashMap<>();
    details.put("address", address.toString());
    details.put("since", state.since().toString());
    StoreException failure = state.lastFailure();
    if (failure != null) {
      details.put("last_error", failure.code());
      details.put("last_error_kind", failure.kind().name());
      details.put("last_error_message", String.valueOf(failure.getMessage()));
      details.put("last_error_at", String.valueOf(state.lastFailureAt()));
    }
    return details;
  }
}
