package org.discogsography.resilience.worker;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.discogsography.resilience.health.ComponentHealth;
import org.discogsography.resilience.health.HealthIndicator;
import org.discogsography.resilience.health.Status;

/** The component {@code work}: what every loop did and does. */
final class WorkHealth implements HealthIndicator {
  private final Map<String, LoopStatus> statusOfQueue;

  WorkHealth(Map<String, LoopStatus> statusOfQueue) {
    this.statusOfQueue = new LinkedHashMap<>(statusOfQueue);
  }

  @Override
  public String name() {
    return "work";
  }

  @Override
  public ComponentHealth health() {
    Map<String, Object> details = new LinkedHashMap<>();
    statusOfQueue.forEach((queue, status) -> details.put(queue, status.details()));
    List<LoopStatus> all = List.copyOf(statusOfQueue.values());
    if (all.stream().anyMatch(LoopStatus::isBroken)) {
      return ComponentHealth.broken(details);
    }
    return all.stream().allMatch(status -> status.state() == LoopState.RUNNING)
        ? ComponentHealth.up(details)
        : new ComponentHealth(Status.DEGRADED, Status.DEGRADED, details);
  }
}
