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
  private final Sink<?> sink;
  private final LoopControl control;

  StoreWait(Sink<?> sink, LoopControl control) {
    this.sink = sink;
    this.control = control;
  }

  /** DONE when the store takes writes; LATE also when the sink could not wait for it. */
  LoopControl.Wait await(Duration limit) throws InterruptedException {
    AtomicReference<@Nullable Answer> answer = new AtomicReference<>();
    Thread waiter = Thread.ofVirtual().name("await-" + sink.store()).start(() -> ask(answer));
    try {
      LoopControl.Wait end = control.await(() -> answer.get() != null, limit);
      return end == LoopControl.Wait.DONE ? outcome(answer.get()) : end;
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

  private static LoopControl.Wait outcome(@Nullable Answer answer) {
    return switch (answer) {
      case Answer.Available available -> LoopControl.Wait.DONE;
      case Answer.Failed failed when !(failed.why instanceof StoreException) -> throw failed.why;
      case Answer.Failed failed -> LoopControl.Wait.LATE;
      case Answer.Interrupted interrupted -> LoopControl.Wait.LATE;
      case null -> LoopControl.Wait.LATE;
    };
  }
}
