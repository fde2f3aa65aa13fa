package org.discogsography.extractor.progress;

import java.time.Instant;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
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
  private final Speed speed = new Speed();
  private volatile ExtractionState state = ExtractionState.IDLE;
  private volatile int dump;
  private volatile String problem = "";
  private volatile @Nullable Failure failure;
  private volatile @Nullable Hindrance hindrance;
  private volatile @Nullable LastRun lastRun;
  private volatile @Nullable Instant nextCheck;
  private volatile Map<EntityType, TypeProgress> types = fresh();

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

  /** What holds records back from now on, or null. */
  public void hindered(@Nullable Hindrance now) {
    hindrance = now;
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
    return switch (hindrance) {
      case Backlog backlog -> ExtractionState.PAUSED_BY_BACKLOG;
      case BrokerAway away -> ExtractionState.WAITING_FOR_BROKER;
      case null -> ExtractionState.EXTRACTING;
    };
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

  public Speed speed() {
    return speed;
  }

  void sample(long nanos) {
    types.values().stream()
        .filter(type -> type.state() == TypeState.EXTRACTING)
        .findFirst()
        .ifPresentOrElse(type -> speed.sample(type, nanos), speed::stop);
  }

  /** What holds records back, for people, or empty. */
  String hindranceText() {
    return switch (hindrance) {
      case Backlog full -> "%s has %,d messages".formatted(full.queue(), full.ready());
      case BrokerAway away -> "RabbitMQ does not answer";
      case null -> "";
    };
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
    if (now == ExtractionState.PAUSED_BY_BACKLOG && hindrance instanceof Backlog full) {
      Map<String, Object> backlog = new LinkedHashMap<>();
      backlog.put("queue", full.queue());
      backlog.put("ready", full.ready());
      backlog.put("limit", full.limit());
      details.put("paused_by", backlog);
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
      details.putAll(speed.details(type));
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
