package org.discogsography.resilience.health;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The health of one component.
 *
 * @param status the component's own status
 * @param effect the service's status on account of it: a dependency that is DOWN but waited for
 *     leaves the service DEGRADED
 * @param details for people and tools, in this order; strings, numbers, booleans, maps and lists of
 *     those; never a credential
 */
public record ComponentHealth(Status status, Status effect, Map<String, Object> details) {
  public ComponentHealth {
    details = Collections.unmodifiableMap(new LinkedHashMap<>(details));
  }

  public static ComponentHealth up(Map<String, Object> details) {
    return new ComponentHealth(Status.UP, Status.UP, details);
  }

  /** Works with a restriction, such as a queue that is paused. */
  public static ComponentHealth degraded(Map<String, Object> details) {
    return new ComponentHealth(Status.DEGRADED, Status.DEGRADED, details);
  }

  /** Away, waited for: the service is degraded. */
  public static ComponentHealth away(Map<String, Object> details) {
    return new ComponentHealth(Status.DOWN, Status.DEGRADED, details);
  }

  /** Broken until somebody mends it. */
  public static ComponentHealth broken(Map<String, Object> details) {
    return new ComponentHealth(Status.DOWN, Status.DOWN, details);
  }
}
