package org.discogsography.resilience.resource;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.discogsography.resilience.failure.StoreException;
import org.discogsography.resilience.health.HealthIndicator;
import org.discogsography.resilience.policy.BreakerState;
import org.discogsography.resilience.policy.CallPolicy;
import org.discogsography.resilience.policy.CallRejectedException;
import org.discogsography.resilience.policy.CallStatistics;
import org.discogsography.resilience.policy.Operation;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a resilient type keeps about itself: the policy for its callers, what its probes found, its
 * counters, its lines in the journal and its meters. The type tells it what happened; the
 * operations API reads it. Thread-safe, and never waits.
 */
public final class ResourceMonitor {
  private static final Logger LOGGER = LoggerFactory.getLogger(ResourceMonitor.class);
  private static final int HOUR = 60;
  private static final int FLAPPING_MINUTES = 5;

  private final String name;
  private final EventJournal journal;
  private final MeterRegistry meters;
  private final Clock clock;
  private final CallPolicy policy;
  private final HourCounter reconnections;
  private final HourCounter rollbacks;
  private final HourCounter poolResets;
  private final HourCounter trips;
  private final HourCounter probes;
  private final HourCounter failedProbes;
  private final HourCounter opened;
  private final HourCounter callerErrors;
  private final BreakerLog breaker;
  private final RecentScores scores;
  private volatile Probed probed = new Probed(false, null, null, null);

  /**
   * What the last probe found.
   *
   * @param since when that began; null before the first probe
   * @param lastError of the last failed probe, also after it recovered
   */
  private record Probed(
      boolean available,
      @Nullable Instant since,
      @Nullable Instant lastCheck,
      @Nullable String lastError) {}

  /** A monitor whose meters are registered. */
  public static ResourceMonitor open(String name, ResourceOptions options) {
    return open(name, options, Clock.systemUTC());
  }

  static ResourceMonitor open(String name, ResourceOptions options, Clock clock) {
    ResourceMonitor monitor = new ResourceMonitor(name, options, clock);
    BreakerMeters.bind(name, monitor.policy, options.meters());
    return monitor;
  }

  private ResourceMonitor(String name, ResourceOptions options, Clock clock) {
    this.name = name;
    this.journal = options.journal();
    this.meters = options.meters();
    this.clock = clock;
    this.reconnections = new HourCounter(clock);
    this.rollbacks = new HourCounter(clock);
    this.poolResets = new HourCounter(clock);
    this.trips = new HourCounter(clock);
    this.probes = new HourCounter(clock);
    this.failedProbes = new HourCounter(clock);
    this.opened = new HourCounter(clock);
    this.callerErrors = new HourCounter(clock);
    this.breaker = new BreakerLog(clock);
    this.scores = new RecentScores(clock);
    this.policy = new CallPolicy(name, options.resilience(), clock, this::breakerChanged);
  }

  /** The policy for callers; its settings and breaker can be changed at run time. */
  public CallPolicy policy() {
    return policy;
  }

  /** One attempt that nothing turns away, counted and timed. */
  public <T extends @Nullable Object> T observe(String operation, Operation<T> attempt)
      throws InterruptedException {
    return policy.observe(() -> timed(operation, attempt));
  }

  /** Retries, unless the breaker is open, of what proves nothing by succeeding. */
  public <T extends @Nullable Object> T admit(String operation, Operation<T> attempt)
      throws InterruptedException {
    return policy.admit(() -> timed(operation, attempt));
  }

  /** One attempt that is counted and timed, and says nothing about the breaker. */
  public <T extends @Nullable Object> T count(String operation, Operation<T> attempt)
      throws InterruptedException {
    return policy.count(() -> timed(operation, attempt));
  }

  /** Retries around a breaker around the attempt, each of them counted and timed. */
  public <T extends @Nullable Object> T call(String operation, Operation<T> attempt)
      throws InterruptedException {
    try {
      return policy.call(() -> timed(operation, attempt));
    } catch (CallRejectedException e) {
      callerErrors.increment();
      throw e;
    } catch (StoreException e) {
      if (isConnection(e)) {
        callerErrors.increment();
      }
      throw e;
    }
  }

  /** A probe that did real work has succeeded. */
  public synchronized void probeSucceeded() {
    Instant now = clock.instant();
    Probed before = probed;
    Instant since = before.available() ? before.since() : now;
    probed = new Probed(true, since, now, before.lastError());
    if (before.since() == null) {
      journal.record(name, "connected", name + " is up.");
    } else if (!before.available()) {
      reconnections.increment();
      long seconds = Duration.between(before.since(), now).toSeconds();
      journal.record(name, "reconnected", name + " is back after " + seconds + " s.");
    }
    policy.probeSucceeded();
    probes.increment();
    scores.note(score());
  }

  /** A probe has failed. */
  public synchronized void probeFailed(StoreException reason) {
    Instant now = clock.instant();
    Probed before = probed;
    String error = reason.code() + ": " + reason.getMessage();
    Instant since = before.available() || before.since() == null ? now : before.since();
    probed = new Probed(false, since, now, error);
    if (before.available() || before.since() == null) {
      journal.record(name, "connection_lost", name + " is away: " + error);
    }
    policy.probeFailed(reason);
    probes.increment();
    failedProbes.increment();
    scores.note(score());
  }

  /** The pool has opened a connection. */
  public void connectionOpened() {
    opened.increment();
  }

  /** A transaction that was left open or aborted was rolled back before anybody else could see. */
  public void rolledBack() {
    rollbacks.increment();
  }

  /** Idle connections were evicted, because one was found dead. */
  public void poolReset() {
    poolResets.increment();
    journal.record(name, "pool_reset", "Idle connections were evicted.");
  }

  /** Writes a line into the application's journal. */
  public void event(String kind, String message) {
    journal.record(name, kind, message);
  }

  /**
   * Everything about the resource now.
   *
   * @param pool null for a resource without one
   */
  public ResourceSnapshot snapshot(@Nullable PoolSnapshot pool) {
    Probed now = probed;
    return new ResourceSnapshot(
        name,
        now.available(),
        now.since(),
        now.lastCheck(),
        now.lastError(),
        policy.state(),
        breaker.history(),
        policy.settings(),
        policy.statistics().snapshot(),
        new ResourceCounters(reconnections.total(), rollbacks.total(), poolResets.total()),
        new ResourceCounters(reconnections.last(HOUR), rollbacks.last(HOUR), poolResets.last(HOUR)),
        new ConnectionFigures(
            probes.last(HOUR), failedProbes.last(HOUR), opened.last(1), callerErrors.total()),
        trips.last(FLAPPING_MINUTES),
        scores.best(),
        pool);
  }

  /** The resource's health with its breaker beside it. */
  public HealthIndicator withBreaker(HealthIndicator health) {
    return new BreakerHealth(health, policy);
  }

  /** The calls of the last minutes, 1 to 60. */
  public CallStatistics.Recent recent(int minutes) {
    return policy.statistics().recent(minutes);
  }

  private <T extends @Nullable Object> T timed(String operation, Operation<T> attempt)
      throws InterruptedException {
    long began = System.nanoTime();
    String status = "error";
    try {
      T result = attempt.run();
      status = "success";
      CallUsage.succeeded();
      return result;
    } catch (StoreException e) {
      status = e.kind().text();
      throw e;
    } finally {
      long took = System.nanoTime() - began;
      CallUsage.attempted(took);
      CallMeters.record(meters, name, operation, status, took);
    }
  }

  private int score() {
    return HealthScore.of(snapshot(null), recent(HOUR));
  }

  private static boolean isConnection(StoreException failure) {
    return switch (failure.kind()) {
      case UNAVAILABLE, EXHAUSTED -> true;
      case SYSTEMIC, CONTENTION, TIMEOUT, DATA, UNKNOWN -> false;
    };
  }

  private void breakerChanged(BreakerState now) {
    breaker.entered(now);
    switch (now) {
      case OPEN -> {
        trips.increment();
        String reason = policy.statistics().snapshot().lastFailure();
        LOGGER.warn("{}: circuit breaker OPEN ({})", name, reason);
        journal.record(name, "breaker_opened", "The circuit breaker opened: " + reason);
      }
      case HALF_OPEN -> {
        LOGGER.info("{}: circuit breaker HALF_OPEN", name);
        journal.record(name, "breaker_half_open", "The circuit breaker lets trials through.");
      }
      case CLOSED -> {
        LOGGER.info("{}: circuit breaker CLOSED", name);
        journal.record(name, "breaker_closed", "The circuit breaker closed.");
      }
    }
  }
}
