package org.discogsography.extractor.progress;

import java.time.Instant;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.discogsography.extractor.dump.Failure;
import org.discogsography.extractor.progress.Hindrance.Backlog;
import org.discogsography.extractor.progress.Hindrance.BrokerAway;
import org.discogsography.messages.EntityType;
import org.discogsography.resilience.health.ComponentHealth;
import org.discogsography.resilience.health.HealthIndicator;
import org.jspecify.annotations.Nullable;

/** Where the extractor is; the component {@code extraction} of its health. Thread-safe. */
public final class Progress implements HealthIndicator {
  private final DownloadProgress download = new DownloadProgress();
  private final Map<EntityType, Speed> speeds = new EnumMap<>(EntityType.class);
  private volatile ExtractionState state = ExtractionState.IDLE;
  private volatile int dump;
  private volatile String problem = "";
  private volatile @Nullable Failure failure;
  private volatile @Nullable LastRun lastRun;
  private volatile @Nullable Instant nextCheck;
  private volatile Map<EntityType, TypeProgress> types = fresh();

  public Progress() {
    for (EntityType type : EntityType.values()) {
      speeds.put(type, new Speed());
    }
  }

  /** Begins with another dump, or with the same once more. */
  public void begin(int date) {
    dump = date;
    problem = "";
    failure = null;
    nextCheck = null;
    types = fresh();
    state = ExtractionState.WAITING_FOR_BROKER;
  }

  public void become(ExtractionState next) {
    state = next;
  }

  /**
   * Nothing can be extracted at all.
   *
   * @param sentence why
   */
  public void failed(Failure kind, String sentence) {
    problem = sentence;
    failure = kind;
    state = ExtractionState.FAILED;
  }

  /** What holds records of a type back from now on, or null. */
  public void hindered(EntityType type, @Nullable Hindrance now) {
    of(type).hindered(now);
  }

  /** A run has ended; everything about it is in the record. */
  public void ran(LastRun run) {
    lastRun = run;
  }

  /** When it is looked for something to extract again. */
  public void waitsUntil(Instant next) {
    nextCheck = next;
  }

  public ExtractionState state() {
    return switch (download.phase()) {
      case LOOKING, DOWNLOADING -> ExtractionState.DOWNLOADING;
      case VERIFYING -> ExtractionState.VERIFYING;
      case WAITING -> state == ExtractionState.EXTRACTING ? whileExtracting() : state;
    };
  }

  private ExtractionState whileExtracting() {
    if (types.values().stream().anyMatch(type -> type.state() == TypeState.VERIFYING)) {
      return ExtractionState.VERIFYING;
    }
    List<Hindrance> hindrances =
        inWork().map(TypeProgress::hindrance).filter(Objects::nonNull).toList();
    if (hindrances.stream().anyMatch(BrokerAway.class::isInstance)) {
      return ExtractionState.WAITING_FOR_BROKER;
    }
    // While one type is held back another may go on.
    return hindrances.isEmpty() || hindrances.size() < inWork().count()
        ? ExtractionState.EXTRACTING
        : ExtractionState.PAUSED_BY_BACKLOG;
  }

  private Stream<TypeProgress> inWork() {
    return types.values().stream().filter(type -> type.state() == TypeState.EXTRACTING);
  }

  public int dump() {
    return dump;
  }

  public String problem() {
    return problem;
  }

  /** The first thing that went wrong in this run, or null. */
  public @Nullable Failure failure() {
    Failure whole = failure;
    return whole != null
        ? whole
        : types.values().stream()
            .map(TypeProgress::failure)
            .filter(Objects::nonNull)
            .findFirst()
            .orElse(null);
  }

  /** Whether this went wrong in this run, as a whole or in any type. */
  public boolean failed(Failure kind) {
    return failure == kind || types.values().stream().anyMatch(type -> type.failure() == kind);
  }

  public DownloadProgress download() {
    return download;
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

  /** The types that are wanted and of which the dump has no file. */
  public List<String> missing() {
    return types.values().stream()
        .filter(type -> type.state() == TypeState.MISSING)
        .map(type -> type.type().plural())
        .toList();
  }

  Speed speed(EntityType type) {
    return Objects.requireNonNull(speeds.get(type));
  }

  void sample(long nanos) {
    for (TypeProgress type : types.values()) {
      if (type.state() == TypeState.EXTRACTING) {
        speed(type.type()).sample(type, nanos);
      } else {
        speed(type.type()).stop();
      }
    }
  }

  @Override
  public String name() {
    return "extraction";
  }

  @Override
  public ComponentHealth health() {
    ExtractionState now = state();
    Map<String, Object> details = new LinkedHashMap<>();
    details.put("state", now.text());
    if (dump != 0) {
      details.put("dump", dump);
    }
    if (!problem.isEmpty()) {
      details.put("problem", problem);
    }
    addHindrance(details, now);
    addChecks(details);
    Map<String, Object> perType = new LinkedHashMap<>();
    types.forEach((type, progress) -> perType.put(type.plural(), details(progress)));
    details.put("types", perType);
    return now == ExtractionState.FAILED || !download.problem().isEmpty()
        ? ComponentHealth.away(details)
        : ComponentHealth.up(details);
  }

  private void addHindrance(Map<String, Object> details, ExtractionState now) {
    if (now == ExtractionState.PAUSED_BY_BACKLOG) {
      inWork()
          .map(TypeProgress::hindrance)
          .filter(Backlog.class::isInstance)
          .map(Backlog.class::cast)
          .findFirst()
          .ifPresent(full -> details.put("paused_by", full.details()));
    }
  }

  private void addChecks(Map<String, Object> details) {
    LastRun last = lastRun;
    if (last != null) {
      details.put("last_run", last.details());
    }
    Instant next = nextCheck;
    if (next != null) {
      details.put("next_check", next.toString());
    }
    Map<String, Object> downloading = download.details();
    if (!downloading.isEmpty()) {
      details.put("download", downloading);
    }
  }

  private Map<String, Object> details(TypeProgress type) {
    Map<String, Object> details = type.details();
    if (type.state() == TypeState.EXTRACTING) {
      details.putAll(speed(type.type()).details(type));
    }
    return details;
  }

  private static Map<EntityType, TypeProgress> fresh() {
    Map<EntityType, TypeProgress> types = new EnumMap<>(EntityType.class);
    for (EntityType type : EntityType.values()) {
      types.put(type, new TypeProgress(type));
    }
    return types;
  }
}
