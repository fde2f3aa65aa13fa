package org.discogsography.resilience.worker;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.discogsography.resilience.rabbit.Delivery;
import org.discogsography.resilience.rabbit.Outcome;
import org.discogsography.resilience.rabbit.Pauses;
import org.discogsography.resilience.rabbit.RabbitUnavailableException;
import org.jspecify.annotations.Nullable;

/**
 * One queue's loop: take a batch, write it in one transaction, settle it. No consumer is open while
 * the store is away for longer than the hold budget. Nothing but {@link #stop} ends it.
 */
final class WorkerLoop<R> implements Runnable {
  private static final Duration GLANCE = Duration.ofSeconds(1);
  private static final Duration LOOK = Duration.ofMinutes(1);

  private final String queue;
  private final Sink<R> sink;
  private final Broker broker;
  private final WorkerSettings settings;
  private final LoopStatus status;
  private final LoopPauses pauses;
  private final Clock clock;
  private final LoopControl control = new LoopControl();
  private final StoreWait store;
  private final Scrutiny<R> scrutiny;
  private final DeadLetters deadLetters;
  private final Pauses afterBugs;
  private volatile Broker.@Nullable Intake open;

  WorkerLoop(
      String queue,
      Sink<R> sink,
      Broker broker,
      WorkerSettings settings,
      LoopStatus status,
      LoopPauses pauses,
      Clock clock) {
    this.queue = queue;
    this.sink = sink;
    this.broker = broker;
    this.settings = settings;
    this.status = status;
    this.pauses = pauses;
    this.clock = clock;
    this.afterBugs = pauses.afterBugs();
    this.store = new StoreWait(sink, control);
    this.scrutiny = new Scrutiny<>(sink, clock);
    this.deadLetters = new DeadLetters(broker, settings.deadLetterTimeout());
  }

  LoopStatus status() {
    return status;
  }

  /** How long ago the loop was last seen to run. */
  Duration sinceBeat() {
    return control.sinceBeat();
  }

  /** Ends the loop after the batch in hand; what is not settled then goes back, once. */
  void stop() {
    control.stop();
    Broker.Intake intake = open;
    if (intake != null) {
      intake.hurry();
    }
  }

  @Override
  public void run() {
    while (!control.isStopping()) {
      try {
        work();
      } catch (RabbitUnavailableException e) {
        status.disconnected(e);
        pause(pauses.afterDisconnects());
      } catch (InterruptedException e) {
        // Only stopping ends the loop; it sets the flag before it interrupts.
      } catch (Throwable bug) {
        status.failed(bug);
        pause(afterBugs);
      }
    }
    status.stopped();
  }

  /** From one subscription to the end of it. */
  private void work() throws InterruptedException {
    control.beat();
    if (!storeIsThere() || !brokerIsThere()) {
      return;
    }
    List<R> probe = consume();
    if (!probe.isEmpty()) {
      new Probe<>(sink, store, control, status, pauses.holding()).await(probe);
    }
  }

  private boolean storeIsThere() throws InterruptedException {
    if (store.await(LOOK) == LoopControl.Wait.DONE) {
      return true;
    }
    if (status.state() != LoopState.STARTING) {
      status.paused(LoopState.WAITING);
    }
    return false;
  }

  private boolean brokerIsThere() throws InterruptedException {
    while (!control.isStopping()) {
      control.beat();
      if (broker.awaitConnected(GLANCE)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Works until the store is away for too long or the loop is to stop; the subscription is closed
   * then.
   *
   * @return the records to probe the store with; empty when there is no need
   */
  private List<R> consume() throws InterruptedException {
    try (Broker.Intake intake = broker.subscribe(queue, settings.prefetch())) {
      open = intake;
      status.running();
      try {
        while (!control.isStopping()) {
          control.beat();
          List<Delivery> batch = intake.nextBatch(settings.batchSize(), settings.maxWait());
          List<R> probe = batch.isEmpty() ? List.of() : process(intake, batch);
          if (!probe.isEmpty()) {
            return probe;
          }
        }
        return List.of();
      } finally {
        open = null;
        status.requeued(intake.unsettled());
      }
    }
  }

  private List<R> process(Broker.Intake intake, List<Delivery> batch) throws InterruptedException {
    long start = System.nanoTime();
    DecodedBatch<R> decoded = DecodedBatch.of(batch, sink, clock.instant());
    return switch (writer().write(decoded.usable())) {
      case BatchResult.Complete<R> complete -> {
        List<@Nullable Verdict> verdicts = decoded.verdicts();
        List<Outcome> outcomes = deadLetters.setAside(batch, verdicts);
        intake.settle(batch, outcomes);
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        status.settled(batch.size(), complete.written(), decoded.condemned(), took);
        afterBugs.reset();
        yield List.of();
      }
      case BatchResult.GivenUp<R> givenUp -> givenUp.probe();
      case BatchResult.Stopping<R> stopping -> List.of();
    };
  }

  private BatchWriter<R> writer() {
    Hold hold = new Hold(store, control, status, pauses.holding(), settings.holdBudget());
    return new BatchWriter<>(sink, scrutiny, hold, control, pauses.contention(), clock);
  }

  private void pause(Pauses growing) {
    try {
      control.pause(growing.next());
    } catch (InterruptedException e) {
      // As in run: stopping is a flag.
    }
  }
}
