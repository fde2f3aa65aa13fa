package org.discogsography.resilience.worker;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import org.discogsography.resilience.failure.FailureKind;
import org.discogsography.resilience.failure.StoreException;
import org.discogsography.resilience.rabbit.Delivery;
import org.jspecify.annotations.Nullable;

/** A sink in memory whose failures a test decides. The record is the message's id. */
final class FakeStore implements Sink<String> {
  /** What the store says to a transaction; null for yes. */
  interface Mood extends Function<List<String>, @Nullable StoreException> {}

  private final Set<String> stored = new LinkedHashSet<>();
  private final List<List<String>> transactions = new ArrayList<>();
  private volatile Mood mood = records -> null;
  private volatile Mood sampleMood = records -> null;
  private volatile CountDownLatch available = new CountDownLatch(0);
  private final Set<Long> deliveryCounts = new CopyOnWriteArraySet<>();
  private volatile Set<String> visiblyBad = Set.of();
  private volatile int samples;

  static StoreException failure(FailureKind kind) {
    return new StoreException("fake", kind, "F" + kind.ordinal(), "on purpose", new Exception());
  }

  static Mood always(FailureKind kind) {
    return records -> failure(kind);
  }

  /** Refuses every transaction with that record in it. */
  static Mood poison(FailureKind kind, String... bad) {
    return records -> List.of(bad).stream().anyMatch(records::contains) ? failure(kind) : null;
  }

  /** Refuses the first transactions and takes the rest. */
  static Mood first(int times, FailureKind kind) {
    int[] left = {times};
    return records -> left[0]-- > 0 ? failure(kind) : null;
  }

  void mood(Mood next) {
    mood = next;
  }

  void sampleMood(Mood next) {
    sampleMood = next;
  }

  /** From now on waiting for the store takes until {@link #comeBack}. */
  void goAway() {
    available = new CountDownLatch(1);
    mood = always(FailureKind.UNAVAILABLE);
  }

  void comeBack() {
    mood = records -> null;
    available.countDown();
  }

  synchronized List<String> stored() {
    return new ArrayList<>(stored);
  }

  /** What was tried, in order. */
  synchronized List<List<String>> transactions() {
    return new ArrayList<>(transactions);
  }

  /** How often messages had been delivered before, without double entries. */
  Set<Long> deliveryCounts() {
    return deliveryCounts;
  }

  /** Has these records seen to be bad without the store. */
  void visiblyBad(String... records) {
    visiblyBad = Set.of(records);
  }

  @Override
  public Optional<Decoded.Malformed<String>> examine(String record) {
    return visiblyBad.contains(record)
        ? Optional.of(new Decoded.Malformed<>("visible", "It can be seen."))
        : Optional.empty();
  }

  int samples() {
    return samples;
  }

  @Override
  public String store() {
    return "fake";
  }

  @Override
  public Decoded<String> decode(Delivery delivery) {
    String id = delivery.properties().messageId();
    Object count = delivery.properties().headers().getOrDefault("x-delivery-count", 0L);
    deliveryCounts.add(((Number) count).longValue());
    return switch (id) {
      case "malformed" -> new Decoded.Malformed<>("not_json", "It is not JSON.");
      case "bug" -> throw new IllegalStateException("a bug");
      default -> new Decoded.Usable<>(id);
    };
  }

  @Override
  public Written write(List<String> records) {
    synchronized (this) {
      transactions.add(List.copyOf(records));
    }
    StoreException failure = mood.apply(records);
    if (failure != null) {
      throw failure;
    }
    synchronized (this) {
      int before = stored.size();
      stored.addAll(records);
      int added = stored.size() - before;
      return new Written(added, records.size() - added);
    }
  }

  @Override
  public void trySample(String like) {
    samples++;
    StoreException failure = sampleMood.apply(List.of("sample"));
    if (failure != null) {
      throw failure;
    }
  }

  @Override
  public void awaitAvailable() throws InterruptedException {
    available.await();
  }
}
