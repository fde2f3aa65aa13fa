package org.discogsography.resilience.worker;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.distribution.ValueAtPercentile;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.discogsography.resilience.failure.FailureKind;
import org.discogsography.resilience.failure.StoreException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What one loop did and does, for health, metrics and the log. Written by the loop alone. */
final class LoopStatus {
  private static final Logger LOG = LoggerFactory.getLogger(LoopStatus.class);

  private static final Duration REMINDER = Duration.ofMinutes(5);
  private static final double MEDIAN = 0.5;
  private static final double NINETY_FIVE = 0.95;

  private final String queue;
  private final Clock clock;
  private final Timer batches;
  private final LongAdder consumed = new LongAdder();
  private final LongAdder written = new LongAdder();
  private final LongAdder unchanged = new LongAdder();
  private final LongAdder requeued = new LongAdder();
  private final LongAdder deadLettered = new LongAdder();
  private final LongAdder bugs = new LongAdder();
  private volatile Condition condition;

  private Instant lastLine = Instant.EPOCH;

  /** The last error that was logged, until a batch was settled. */
  private @Nullable String knownBug;

  /** One change of state, seen as a whole. */
  private record Condition(
      LoopState state, Instant since, @Nullable FailureKind kind, @Nullable String lastError) {}

  LoopStatus(String queue, Clock clock, MeterRegistry registry) {
    this.queue = queue;
    this.clock = clock;
    this.condition = new Condition(LoopState.STARTING, clock.instant(), null, null);
    this.batches =
        Timer.builder("worker.batch")
            .description("From the first write of a batch until it is settled")
            .tag("queue", queue)
            .publishPercentiles(MEDIAN, NINETY_FIVE)
            .register(registry);
    register(registry, "worker.consumed", "Deliveries taken", consumed);
    register(registry, "worker.written", "Records whose data changed", written);
    register(registry, "worker.unchanged", "Records that changed nothing", unchanged);
    register(registry, "worker.requeued", "Deliveries given back", requeued);
    register(registry, "worker.dead.lettered", "Deliveries set aside as bad", deadLettered);
    register(registry, "worker.errors", "Errors of the loop itself", bugs);
  }

  void settled(int deliveries, Written result, int dead, Duration took) {
    knownBug = null;
    batches.record(took);
    consumed.add(deliveries);
    written.add(result.written());
    unchanged.add(result.unchanged());
    deadLettered.add(dead);
  }

  void probed(Written result) {
    written.add(result.written());
    unchanged.add(result.unchanged());
  }

  void requeued(int deliveries) {
    requeued.add(deliveries);
  }

  LoopState state() {
    return condition.state;
  }

  /** Whether it waits for something that will not heal by waiting. */
  boolean isBroken() {
    return condition.kind == FailureKind.SYSTEMIC;
  }

  void running() {
    Condition before = condition;
    if (before.state != LoopState.RUNNING) {
      Instant now = clock.instant();
      condition = new Condition(LoopState.RUNNING, now, null, before.lastError);
      LOG.info(
          "{} goes on after {} of {}",
          queue,
          Duration.between(before.since, now),
          before.state.text());
    }
  }

  /** Not running because of the store. */
  void paused(LoopState state, StoreException cause) {
    change(state, cause.kind(), cause.kind() + " " + cause.code() + ": " + cause.getMessage());
  }

  /** Not running, for the reason it already had or for none. */
  void paused(LoopState state) {
    change(state, condition.kind, condition.lastError);
  }

  void disconnected(RuntimeException cause) {
    change(LoopState.DISCONNECTED, null, String.valueOf(cause.getMessage()));
  }

  void failed(Throwable bug) {
    bugs.increment();
    if (!bug.toString().equals(knownBug)) {
      knownBug = bug.toString();
      LOG.error("{} failed and will be started again", queue, bug);
    }
    change(LoopState.FAILED, null, bug.toString());
  }

  /** On purpose, so no warning. */
  void stopped() {
    condition = new Condition(LoopState.STOPPED, clock.instant(), null, condition.lastError);
    LOG.info("{} is stopped", queue);
  }

  Map<String, Object> details() {
    Condition now = condition;
    Map<String, Object> details = new LinkedHashMap<>();
    details.put("state", now.state.text());
    details.put("consumed", consumed.sum());
    details.put("written", written.sum());
    details.put("unchanged", unchanged.sum());
    details.put("requeued", requeued.sum());
    details.put("dead_lettered", deadLettered.sum());
    batchTimes(details);
    if (now.state != LoopState.RUNNING) {
      details.put("paused_since", now.since.toString());
    }
    if (now.lastError != null) {
      details.put("last_error", now.lastError);
    }
    return details;
  }

  /** Of the last minutes; absent where there was no batch. */
  private void batchTimes(Map<String, Object> details) {
    Map<String, Object> times = new LinkedHashMap<>();
    for (ValueAtPercentile value : batches.takeSnapshot().percentileValues()) {
      double millis = value.value(TimeUnit.MILLISECONDS);
      if (millis > 0) {
        times.put(value.percentile() == MEDIAN ? "p50" : "p95", Math.round(millis * 10) / 10.0);
      }
    }
    if (!times.isEmpty()) {
      details.put("batch_ms", times);
    }
  }

  /** The pause began when the loop left RUNNING; what it waits for may change. */
  private void change(LoopState state, @Nullable FailureKind kind, @Nullable String error) {
    Condition before = condition;
    Instant since = before.state == LoopState.RUNNING ? clock.instant() : before.since;
    condition = new Condition(state, since, kind, error);
    Instant now = clock.instant();
    if (before.state != state || !lastLine.plus(REMINDER).isAfter(now)) {
      lastLine = now;
      LOG.warn("{} is {} since {}: {}", queue, state.text(), since, error == null ? "" : error);
    }
  }

  private void register(MeterRegistry registry, String name, String what, LongAdder count) {
    FunctionCounter.builder(name, count, LongAdder::sum)
        .description(what)
        .tag("queue", queue)
        .register(registry);
  }
}
