package org.discogsography.resilience.worker;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.discogsography.resilience.health.HealthIndicator;
import org.discogsography.resilience.rabbit.ResilientRabbitConnection;

/**
 * The loops of a service: one virtual thread a queue, which takes batches, writes them and settles
 * them until the group is closed, whatever happens to the broker and the stores. Thread-safe.
 */
public final class WorkerGroup implements AutoCloseable {
  private static final Duration STALLED = Duration.ofMinutes(5);
  private static final Duration GIVING_BACK = Duration.ofSeconds(10);

  private final WorkerSettings settings;
  private final Map<WorkerLoop<?>, Thread> threads;
  private final WorkHealth health;

  private WorkerGroup(
      WorkerSettings settings, Map<WorkerLoop<?>, Thread> threads, WorkHealth health) {
    this.settings = settings;
    this.threads = threads;
    this.health = health;
  }

  /**
   * Starts the loops; store and broker may be away.
   *
   * @param sinkOfQueue the sink for each queue; its dead letters go to the queue of the same name
   *     with {@code .dlq} appended
   */
  public static <R> WorkerGroup start(
      ResilientRabbitConnection rabbit,
      Map<String, Sink<R>> sinkOfQueue,
      WorkerSettings settings,
      MeterRegistry registry) {
    return start(new RabbitBroker(rabbit), sinkOfQueue, settings, registry);
  }

  static <R> WorkerGroup start(
      Broker broker,
      Map<String, Sink<R>> sinkOfQueue,
      WorkerSettings settings,
      MeterRegistry registry) {
    Clock clock = Clock.systemUTC();
    Map<WorkerLoop<?>, Thread> threads = new LinkedHashMap<>();
    Map<String, LoopStatus> statusOfQueue = new LinkedHashMap<>();
    sinkOfQueue.forEach((queue, sink) -> {
      LoopStatus status = new LoopStatus(queue, clock, registry);
      WorkerLoop<R> loop =
          new WorkerLoop<>(queue, sink, broker, settings, status, LoopPauses.defaults(), clock);
      statusOfQueue.put(queue, status);
      threads.put(loop, Thread.ofVirtual().name("worker-" + queue).unstarted(loop));
    });
    threads.values().forEach(Thread::start);
    return new WorkerGroup(settings, Map.copyOf(threads), new WorkHealth(statusOfQueue));
  }

  /** The component {@code work}, with the figures of every queue. */
  public HealthIndicator health() {
    return health;
  }

  /** False when a loop has not been seen to run for 5 minutes. */
  public boolean alive() {
    return threads.keySet().stream().allMatch(loop -> loop.sinceBeat().compareTo(STALLED) < 0);
  }

  /**
   * Lets every loop finish the batch in hand within the stop timeout, gives the rest back to the
   * queues once, and returns. A write that is still going on then is interrupted.
   */
  @Override
  public void close() {
    threads.keySet().forEach(WorkerLoop::stop);
    List<Thread> late = join(List.copyOf(threads.values()), settings.stopTimeout());
    late.forEach(Thread::interrupt);
    join(late, GIVING_BACK);
  }

  /** Those that did not end within the limit. */
  private static List<Thread> join(List<Thread> all, Duration limit) {
    long deadline = System.nanoTime() + limit.toNanos();
    List<Thread> late = new ArrayList<>();
    for (Thread each : all) {
      try {
        if (!each.join(Duration.ofNanos(Math.max(1, deadline - System.nanoTime())))) {
          late.add(each);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        late.add(each);
      }
    }
    return late;
  }
}
