package org.discogsography.resilience.worker;

import java.time.Duration;
import java.util.List;
import org.discogsography.resilience.failure.FailureKind;
import org.discogsography.resilience.failure.StoreException;
import org.discogsography.resilience.rabbit.Pauses;

/**
 * The records of a batch that went back to the queue, kept to find out when the store takes them:
 * written again and again, unsettled, which is harmless because writes are idempotent. No consumer
 * is open meanwhile, so an outage of any length costs each message one redelivery.
 */
final class Probe<R> {
  private static final Duration GLANCE = Duration.ofMinutes(1);

  private final Sink<R> sink;
  private final StoreWait store;
  private final LoopControl control;
  private final LoopStatus status;
  private final Pauses pauses;

  Probe(Sink<R> sink, StoreWait store, LoopControl control, LoopStatus status, Pauses pauses) {
    this.sink = sink;
    this.store = store;
    this.control = control;
    this.status = status;
    this.pauses = pauses;
  }

  /** Returns when the store has taken the records or would take others, or the loop is to stop. */
  void await(List<R> records) throws InterruptedException {
    status.paused(LoopState.WAITING);
    List<R> probe = records;
    while (!control.isStopping()) {
      if (store.await(GLANCE) == LoopControl.Wait.DONE) {
        try {
          status.probed(sink.write(probe));
          return;
        } catch (StoreException e) {
          status.paused(LoopState.WAITING, e);
          if (isTheRecordsFault(e, probe)) {
            return;
          }
          probe = e.kind() == FailureKind.TIMEOUT ? firstHalf(probe) : probe;
        }
      }
      control.pause(pauses.next());
    }
  }

  /** Then a consumer may open again: the loop finds the offender when it has the records back. */
  private boolean isTheRecordsFault(StoreException failure, List<R> probe)
      throws InterruptedException {
    return switch (failure.kind()) {
      case DATA, UNKNOWN -> takesTheSample(probe.getFirst());
      case UNAVAILABLE, EXHAUSTED, SYSTEMIC, CONTENTION, TIMEOUT -> false;
    };
  }

  private boolean takesTheSample(R like) throws InterruptedException {
    try {
      sink.trySample(like);
      return true;
    } catch (StoreException e) {
      status.paused(LoopState.WAITING, e);
      return false;
    }
  }

  private static <T> List<T> firstHalf(List<T> list) {
    return list.subList(0, Math.max(1, list.size() / 2));
  }
}
