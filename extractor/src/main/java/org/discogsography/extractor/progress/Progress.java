package org.discogsography.extractor.progress;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.discogsography.messages.EntityType;
import org.discogsography.resilience.health.ComponentHealth;
import org.discogsography.resilience.health.HealthIndicator;

/** Where the extractor is; the component {@code extraction} of its health. Thread-safe. */
public final class Progress implements HealthIndicator {
  private volatile ExtractionState state = ExtractionState.IDLE;
  private volatile int dump;
  private volatile String problem = "";
  private volatile Map<EntityType, TypeProgress> types = fresh();

  /** Begins with another dump, or with the same once more. */
  public void begin(int date) {
    dump = date;
    problem = "";
    types = fresh();
    state = ExtractionState.WAITING;
  }

  public void become(ExtractionState next) {
    state = next;
  }

  /**
   * Nothing can be extracted at all.
   *
   * @param sentence why
   */
  public void failed(String sentence) {
    problem = sentence;
    state = ExtractionState.FAILED;
  }

  public ExtractionState state() {
    return state;
  }

  public int dump() {
    return dump;
  }

  public String problem() {
    return problem;
  }

  public Map<EntityType, TypeProgress> types() {
    return types;
  }

  public TypeProgress of(EntityType type) {
    TypeProgress progress = types.get(type);
    if (progress == null) {
      throw new IllegalStateException("every type has its progress");
    }
    return progress;
  }

  @Override
  public String name() {
    return "extraction";
  }

  @Override
  public ComponentHealth health() {
    Map<String, Object> details = new LinkedHashMap<>();
    details.put("state", state.text());
    if (dump != 0) {
      details.put("dump", dump);
    }
    if (!problem.isEmpty()) {
      details.put("problem", problem);
    }
    Map<String, Object> perType = new LinkedHashMap<>();
    types.forEach((type, progress) -> perType.put(type.plural(), progress.details()));
    details.put("types", perType);
    return state == ExtractionState.FAILED
        ? ComponentHealth.away(details)
        : ComponentHealth.up(details);
  }

  private static Map<EntityType, TypeProgress> fresh() {
    Map<EntityType, TypeProgress> types = new EnumMap<>(EntityType.class);
    for (EntityType type : EntityType.values()) {
      types.put(type, new TypeProgress(type));
    }
    return types;
  }
}
