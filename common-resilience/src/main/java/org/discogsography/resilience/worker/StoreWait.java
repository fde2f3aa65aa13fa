package org.discogsography.resilience.worker;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.discogsography.resilience.failure.StoreException;
import org.jspecify.annotations.Nullable;

/**
 * Waits for a sink's store with a deadline, which {@link Sink#awaitAvailable} has none of: it runs
 * on a thread of its own, which is interrupted when nobody waits any more.
 */
final class StoreWait {
  private static final Duration AFTER_A_FAILURE = Duration.ofMillis(250);

  private final Sink<?> sink;
  private final LoopControl control;

  StoreWait(Sink<?> sink, LoopControl control) {
    this.sink = sink;
    this.control = control;
  }

  /** DONE when the store takes writes, LATE when the limit has passed. */
  LoopControl.Wait await(Duration limit) throws InterruptedException {
    long deadline = System.nanoTime() + limit.toNanos();
    while (true) {
      Duration left = Duration.ofNanos(deadline - System.nanoTime());
      AtomicReference<@Nullable Answer> answer = new AtomicReference<>();
      LoopControl.Wait end = ask(answer, left);
      if (end != LoopControl.Wait.DONE || isAvailable(answer.get())) {
        return end;
      }
      control.pause(AFTER_A_FAILURE);
    }
  }

  private LoopControl.Wait ask(AtomicReference<@Nullable Answer> answer, Duration limit)
      throws InterruptedException {
    Thread waiter = Thread.ofVirtual().name("await-" + sink.store()).start(() -> ask(answer));
    try {
      return control.await(() -> answer.get() != null, limit);
    } finally {
      waiter.interrupt();
    }
  }

  private sealed interface Answer {
    record Available() implements Answer {}

    record Failed(RuntimeException why) implements Answer {}

    record Interrupted() implements Answer {}
  }

  private void ask(AtomicReference<@Nullable Answer> answer) {
    try {
      sink.awaitAvailable();
      answer.set(new Answer.Available());
    } catch (InterruptedException e) {
      answer.set(new Answer.Interrupted());
    } catch (RuntimeException e) {
      answer.set(new Answer.Failed(e));
    } finally {
      control.wake();
    }
  }

  /** False when it could not be waited for; an error that is not the store's is passed on. */
  private static boolean isAvailable(@Nullable Answer answer) {
    return switch (answer) {
      case Answer.Available available -> true;
      case Answer.Failed failed when !(failed.why instanceof StoreException) -> throw failed.why;
      case Answer.Failed failed -> false;
      case Answer.Interrupted interrupted -> false;
      case null -> false;
    };
  }
}
