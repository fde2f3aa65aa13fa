package org.discogsography.extractor.progress;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.discogsography.extractor.dump.Failure;
import org.discogsography.extractor.progress.Hindrance.Backlog;
import org.discogsography.extractor.progress.Hindrance.BrokerAway;
import org.discogsography.messages.EntityType;
import org.jspecify.annotations.Nullable;

/** Counters of one file's extraction. Thread-safe. */
public final class TypeProgress {
  private final EntityType type;
  private final LongAdder read = new LongAdder();
  private final LongAdder records = new LongAdder();
  private final LongAdder unchanged = new LongAdder();
  private final LongAdder changed = new LongAdder();
  private final LongAdder added = new LongAdder();
  private final LongAdder deleted = new LongAdder();
  private final LongAdder published = new LongAdder();
  private final LongAdder confirmed = new LongAdder();
  private final LongAdder malformed = new LongAdder();
  private volatile TypeState state = TypeState.WAITING;
  private volatile String problem = "";
  private volatile @Nullable Failure failure;
  private volatile @Nullable Hindrance hindrance;
  private volatile long deletionsWithheld;
  private volatile long bytes;
  private volatile long bytesRead;

  TypeProgress(EntityType type) {
    this.type = type;
  }

  public EntityType type() {
    return type;
  }

  public TypeState state() {
    return state;
  }

  public void become(TypeState next) {
    state = next;
  }

  /**
   * The file has its turn.
   *
   * @param fileBytes the compressed size
   */
  public void verifying(long fileBytes) {
    bytes = fileBytes;
    state = TypeState.VERIFYING;
  }

  /**
   * It cannot be extracted, or not to the end.
   *
   * @param sentence what is wrong
   */
  public void failed(Failure kind, String sentence) {
    problem = sentence;
    failure = kind;
    state = TypeState.FAILED;
  }

  /** What holds its records back from now on, or null. */
  void hindered(@Nullable Hindrance now) {
    hindrance = now;
  }

  /** What holds its records back, or null. */
  @Nullable Hindrance hindrance() {
    return hindrance;
  }

  /** The same for people, or empty. */
  String hindranceText() {
    return switch (hindrance) {
      case Backlog full -> "%s has %,d messages".formatted(full.queue(), full.ready());
      case BrokerAway away -> "RabbitMQ does not answer";
      case null -> "";
    };
  }

  public void read(long compressedBytesSoFar) {
    bytesRead = compressedBytesSoFar;
  }

  /** A record that the broker has confirmed before. */
  public void unchanged() {
    record();
    unchanged.increment();
  }

  /** A record that is known with another content, or has to be sent again. */
  public void changed() {
    record();
    changed.increment();
  }

  /** A record that was never sent. */
  public void added() {
    record();
    added.increment();
  }

  /** A known record that the dump does not have any more. */
  public void deleted() {
    deleted.increment();
  }

  /** Deletions that were not sent: too many, or not sure. */
  public void deletionsWithheld(long count) {
    deletionsWithheld = count;
  }

  private void record() {
    read.increment();
    records.increment();
  }

  /** A record that is left out. */
  public void malformed() {
    read.increment();
    malformed.increment();
  }

  public void published() {
    published.increment();
  }

  public void confirmed() {
    confirmed.increment();
  }

  public long records() {
    return records.sum();
  }

  /** Well-formed or not. */
  long recordsRead() {
    return read.sum();
  }

  public long unchangedRecords() {
    return unchanged.sum();
  }

  public long changedRecords() {
    return changed.sum();
  }

  public long addedRecords() {
    return added.sum();
  }

  public long deletedRecords() {
    return deleted.sum();
  }

  public long malformedRecords() {
    return malformed.sum();
  }

  public long publishedMessages() {
    return published.sum();
  }

  public long confirmedMessages() {
    return confirmed.sum();
  }

  public String problem() {
    return problem;
  }

  /** Why it failed, or null. */
  public @Nullable Failure failure() {
    return failure;
  }

  long bytes() {
    return bytes;
  }

  long bytesRead() {
    return bytesRead;
  }

  Map<String, Object> details() {
    Map<String, Object> details = new LinkedHashMap<>();
    details.put("state", state.text());
    details.put("read", read.sum());
    details.put("records", records.sum());
    details.put("unchanged", unchanged.sum());
    details.put("changed", changed.sum());
    details.put("new", added.sum());
    details.put("deleted", deleted.sum());
    details.put("published", published.sum());
    details.put("confirmed", confirmed.sum());
    details.put("malformed", malformed.sum());
    details.put("bytes", bytes);
    details.put("bytes_read", bytesRead);
    if (state == TypeState.EXTRACTING && hindrance instanceof Backlog full) {
      details.put("paused_by", full.details());
    }
    if (deletionsWithheld > 0) {
      details.put("deletions_withheld", deletionsWithheld);
    }
    if (!problem.isEmpty()) {
      details.put("problem", problem);
    }
    return details;
  }
}
