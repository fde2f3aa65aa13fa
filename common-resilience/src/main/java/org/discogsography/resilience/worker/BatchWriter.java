package org.discogsography.resilience.worker;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.discogsography.resilience.failure.FailureKind;
import org.discogsography.resilience.failure.StoreException;
import org.discogsography.resilience.rabbit.Pauses;
import org.discogsography.resilience.worker.Trial.Standing;

/**
 * Writes one batch, whatever it takes: holds it while the store is away, splits it until an
 * offender stands alone. Applies what {@link Remedy} decides. For one batch.
 */
final class BatchWriter<R> {
  private final Sink<R> sink;
  private final Scrutiny<R> scrutiny;
  private final Hold hold;
  private final LoopControl control;
  private final Pauses contentionPauses;
  private final Clock clock;

  /** What is still to be written, the next on top. */
  private final Deque<Segment<R>> todo = new ArrayDeque<>();

  private int written;
  private int unchanged;

  BatchWriter(
      Sink<R> sink,
      Scrutiny<R> scrutiny,
      Hold hold,
      LoopControl control,
      Pauses contentionPauses,
      Clock clock) {
    this.sink = sink;
    this.scrutiny = scrutiny;
    this.hold = hold;
    this.control = control;
    this.contentionPauses = contentionPauses;
    this.clock = clock;
  }

  BatchResult<R> write(List<Item<R>> batch) throws InterruptedException {
    List<Item<R>> items = scrutiny.beforeWriting(batch);
    if (!items.isEmpty()) {
      todo.push(new Segment<>(items, 0, Standing.FRESH));
    }
    while (!todo.isEmpty()) {
      Segment<R> next = todo.pop();
      LoopControl.Wait end = attempt(next);
      if (end != LoopControl.Wait.DONE) {
        return end == LoopControl.Wait.LATE
            ? new BatchResult.GivenUp<>(next.values())
            : new BatchResult.Stopping<>();
      }
    }
    return new BatchResult.Complete<>(new Written(written, unchanged));
  }

  private LoopControl.Wait attempt(Segment<R> segment) throws InterruptedException {
    try {
      Written result = sink.write(segment.values());
      written += result.written();
      unchanged += result.unchanged();
      hold.progressed();
      return LoopControl.Wait.DONE;
    } catch (StoreException e) {
      Instant now = clock.instant();
      segment.items.forEach(item -> item.failed(now));
      return remedy(segment, e);
    }
  }

  private LoopControl.Wait remedy(Segment<R> segment, StoreException failure)
      throws InterruptedException {
    return switch (Remedy.of(failure.kind(), segment.trial())) {
      case HOLD -> hold(segment, failure);
      case RETRY -> retry(segment);
      case SPLIT -> failure.kind() == FailureKind.DATA ? search(segment) : split(segment);
      case SAMPLE -> sample(segment, failure, () -> condemn(segment, failure));
      case SAMPLE_AND_RETRY ->
          sample(segment, failure, () -> todo.push(segment.with(Standing.SAMPLE_PASSED)));
      case DEAD_LETTER -> condemn(segment, failure);
    };
  }

  private LoopControl.Wait hold(Segment<R> segment, StoreException failure)
      throws InterruptedException {
    boolean unknown = failure.kind() == FailureKind.UNKNOWN;
    todo.push(segment.with(unknown ? Standing.REFUSED_BEFORE : segment.standing));
    return hold.await(failure);
  }

  private LoopControl.Wait retry(Segment<R> segment) throws InterruptedException {
    todo.push(new Segment<>(segment.items, segment.contentions + 1, segment.standing));
    return control.pause(contentionPauses.next()) == LoopControl.Wait.STOPPING
        ? LoopControl.Wait.STOPPING
        : LoopControl.Wait.DONE;
  }

  /** What is visibly bad is set aside; only what is not has to be searched for by halves. */
  private LoopControl.Wait search(Segment<R> segment) {
    List<Item<R>> rest = scrutiny.afterRefusal(segment.items);
    if (rest.size() == segment.items.size()) {
      return split(segment);
    }
    if (!rest.isEmpty()) {
      todo.push(new Segment<>(rest, 0, segment.standing));
    }
    return LoopControl.Wait.DONE;
  }

  private LoopControl.Wait split(Segment<R> segment) {
    int half = segment.items.size() / 2;
    List<Item<R>> items = segment.items;
    todo.push(new Segment<>(items.subList(half, items.size()), 0, segment.standing));
    todo.push(new Segment<>(items.subList(0, half), 0, segment.standing));
    return LoopControl.Wait.DONE;
  }

  /** A store that refuses the sample too is the one at fault: the record is held. */
  private LoopControl.Wait sample(
      Segment<R> alone, StoreException failure, Runnable whenTheStoreIsHealthy)
      throws InterruptedException {
    try {
      sink.trySample(alone.items.getFirst().value());
    } catch (StoreException e) {
      todo.push(alone);
      return hold.await(systemic(e, failure));
    }
    whenTheStoreIsHealthy.run();
    return LoopControl.Wait.DONE;
  }

  private LoopControl.Wait condemn(Segment<R> alone, StoreException failure) {
    alone.items.getFirst().condemn(failure, clock.instant());
    return LoopControl.Wait.DONE;
  }

  /** What refuses an ordinary record as bad data refuses everybody. */
  private static StoreException systemic(StoreException ofSample, StoreException ofRecord) {
    return ofSample.kind() == FailureKind.DATA
        ? new StoreException(
            ofSample.store(),
            FailureKind.SYSTEMIC,
            ofSample.code(),
            String.valueOf(ofSample.getMessage()),
            ofRecord)
        : ofSample;
  }

  private record Segment<R>(List<Item<R>> items, int contentions, Standing standing) {
    Trial trial() {
      return new Trial(items.size(), contentions, standing);
    }

    List<R> values() {
      return items.stream().map(Item::value).toList();
    }

    Segment<R> with(Standing next) {
      return new Segment<>(items, contentions, next);
    }
  }
}
