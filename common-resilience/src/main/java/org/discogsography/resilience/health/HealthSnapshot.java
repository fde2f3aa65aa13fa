package org.discogsography.resilience.health;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a service said of itself at one moment.
 *
 * @param service the service's name
 * @param status the worst effect that any component has
 * @param started when the service began, which tells one run of it from the next
 * @param taken when this was put together
 * @param components by name, in the order in which they were added
 */
public record HealthSnapshot(
    String service,
    Status status,
    Instant started,
    Instant taken,
    Map<String, ComponentHealth> components) {
  public HealthSnapshot {
    components = Collections.unmodifiableMap(new LinkedHashMap<>(components));
  }

  static HealthSnapshot of(
      String service, Instant started, Instant taken, Map<String, ComponentHealth> components) {
    Status status =
        components.values().stream().map(ComponentHealth::effect).reduce(Status.UP, Status::worse);
    return new HealthSnapshot(service, status, started, taken, components);
  }

  /** In the shape of Spring Boot's Actuator, ready to become JSON. */
  public Map<String, Object> asMap() {
    Map<String, Object> shaped = new LinkedHashMap<>();
    components.forEach((name, component) -> shaped.put(name, shape(component)));
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("status", status.name());
    all.put("service", service);
    all.put("started", text(started));
    all.put("time", text(taken));
    all.put("components", shaped);
    return all;
  }

  private static String text(Instant moment) {
    return moment.truncatedTo(ChronoUnit.MILLIS).toString();
  }

  private static Map<String, Object> shape(ComponentHealth component) {
    Map<String, Object> shaped = new LinkedHashMap<>();
    shaped.put("status", component.status().name());
    shaped.put("details", component.details());
    return shaped;
  }
}
