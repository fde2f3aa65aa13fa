package org.discogsography.resilience.policy;

import dev.failsafe.CircuitBreaker;
import dev.failsafe.CircuitBreakerOpenException;
import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeException;
import dev.failsafe.FailsafeExecutor;
import dev.failsafe.Policy;
import dev.failsafe.RetryPolicy;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.discogsography.resilience.failure.FailureKind;
import org.discogsography.resilience.failure.StoreException;
import org.jspecify.annotations.Nullable;

/**
 * Retries around a breaker around a call: every attempt counts for the breaker, and an open breaker
 * ends the retries. The settings can be changed while calls are under way; those finish as they
 * started. Thread-safe.
 *
 * <p>Operations have to bound their own time (statement and socket timeouts): a call that never
 * returns would keep a half-open trial for ever.
 */
public final class CallPolicy {
  private final String resource;
  private final CallStatistics statistics;
  private final Consumer<BreakerState> listener;
  private volatile Compiled compiled;

  private record Compiled(
      ResilienceSettings settings,
      CircuitBreaker<Object> breaker,
      FailsafeExecutor<Object> retries,
      FailsafeExecutor<Object> executor) {}

  /**
   * A policy for one dependency.
   *
   * @param resource the dependency's name, for messages
   */
  public CallPolicy(String resource, ResilienceSettings settings) {
    this(resource, settings, Clock.systemUTC(), state -> {});
  }

  /**
   * The same, with somebody to tell.
   *
   * @param listener hears of every change of the breaker's state, on the thread that caused it;
   *     must be quick and not throw
   */
  public CallPolicy(
      String resource, ResilienceSettings settings, Clock clock, Consumer<BreakerState> listener) {
    this.resource = resource;
    this.statistics = new CallStatistics(clock);
    this.listener = listener;
    this.compiled = compile(settings, breaker(settings.breaker()));
  }

  /**
   * Makes the call, again where the settings say so.
   *
   * @throws CallRejectedException if the breaker is open
   * @throws StoreException what the last attempt ended with
   */
  public <T extends @Nullable Object> T call(Operation<T> operation) throws InterruptedException {
    Compiled current = compiled;
    try {
      return interruptible(current.executor(), () -> noted(operation));
    } catch (CircuitBreakerOpenException e) {
      throw rejection(current.breaker());
    }
  }

  private static <T extends @Nullable Object> T interruptible(
      FailsafeExecutor<Object> executor, Operation<T> operation) throws InterruptedException {
    try {
      return executor.get(operation::run);
    } catch (FailsafeException e) {
      if (e.getCause() instanceof InterruptedException interrupted) {
        throw interrupted;
      }
      throw e;
    }
  }

  private CallRejectedException rejection(CircuitBreaker<Object> breaker) {
    statistics.rejected();
    return new CallRejectedException(
        resource, breaker.getRemainingDelay(), statistics.lastFailure());
  }

  /**
   * Makes the call once, whatever the breaker says, and counts how it ended: for those who wait for
   * the server themselves and must not be turned away, such as a worker with a batch in hand.
   *
   * @throws StoreException what the attempt ended with
   */
  public <T extends @Nullable Object> T observe(Operation<T> operation)
      throws InterruptedException {
    return once(operation, this::answered, failure -> compiled.breaker().recordException(failure));
  }

  /**
   * Makes the call once and counts how it ended, without a word to the breaker: for what works
   * although the breaker is open, such as reading from a server that refuses writes.
   */
  public <T extends @Nullable Object> T count(Operation<T> operation) throws InterruptedException {
    return once(operation, () -> {}, failure -> {});
  }

  /**
   * Makes the call, again where the settings say so, and counts only failures: for what proves
   * nothing by succeeding, such as taking an idle connection out of a pool.
   *
   * @throws CallRejectedException if the breaker is open
   * @throws StoreException what the last attempt ended with
   */
  public <T extends @Nullable Object> T admit(Operation<T> operation) throws InterruptedException {
    Compiled current = compiled;
    return interruptible(current.retries(), () -> admitted(current.breaker(), operation));
  }

  private <T extends @Nullable Object> T admitted(
      CircuitBreaker<Object> breaker, Operation<T> operation) throws InterruptedException {
    if (breaker.isOpen() && breaker.getRemainingDelay().isPositive()) {
      throw rejection(breaker);
    }
    long began = System.nanoTime();
    try {
      return operation.run();
    } catch (StoreException e) {
      if (isTheServersFault(e)) {
        statistics.failed(e, since(began));
        breaker.recordException(e);
      }
      throw e;
    }
  }

  private <T extends @Nullable Object> T once(
      Operation<T> operation, Runnable answered, Consumer<StoreException> failed)
      throws InterruptedException {
    long began = System.nanoTime();
    try {
      T result = operation.run();
      statistics.succeeded(since(began));
      answered.run();
      return result;
    } catch (StoreException e) {
      if (isTheServersFault(e)) {
        statistics.failed(e, since(began));
        failed.accept(e);
      } else {
        statistics.succeeded(since(began));
        answered.run();
      }
      throw e;
    }
  }

  private static Duration since(long began) {
    return Duration.ofNanos(System.nanoTime() - began);
  }

  /** A background probe failed, which counts for the breaker as a failed call does. */
  public void probeFailed(StoreException failure) {
    CircuitBreaker<Object> breaker = compiled.breaker();
    statistics.noted(failure);
    if (breaker.isClosed()) {
      breaker.recordException(failure);
    }
  }

  /** A background probe did real work: the breaker closes, whatever its delay. */
  public void probeSucceeded() {
    CircuitBreaker<Object> breaker = compiled.breaker();
    if (!breaker.isClosed()) {
      breaker.close();
    }
  }

  /** Closes the breaker by hand. */
  public void reset() {
    probeSucceeded();
  }

  /** From the next call on; an open breaker stays open unless the breaker's settings changed. */
  public synchronized void reconfigure(ResilienceSettings settings) {
    Compiled current = compiled;
    boolean same = settings.breaker().equals(current.settings().breaker());
    if (!same && !current.breaker().isClosed()) {
      current.breaker().close();
    }
    compiled = compile(settings, same ? current.breaker() : breaker(settings.breaker()));
  }

  public ResilienceSettings settings() {
    return compiled.settings();
  }

  public BreakerState state() {
    return switch (compiled.breaker().getState()) {
      case CLOSED -> BreakerState.CLOSED;
      case OPEN -> BreakerState.OPEN;
      case HALF_OPEN -> BreakerState.HALF_OPEN;
    };
  }

  public CallStatistics statistics() {
    return statistics;
  }

  /** The reason has to be known when the breaker opens, which is before Failsafe counts it. */
  private <T extends @Nullable Object> T noted(Operation<T> operation) throws InterruptedException {
    try {
      return operation.run();
    } catch (StoreException e) {
      if (isTheServersFault(e)) {
        statistics.noted(e);
      }
      throw e;
    }
  }

  /** The server did what it was asked to, or found something wrong with the request itself. */
  private void answered() {
    CircuitBreaker<Object> breaker = compiled.breaker();
    if (breaker.isClosed()) {
      breaker.recordSuccess();
    } else {
      breaker.close();
    }
  }

  private Compiled compile(ResilienceSettings settings, CircuitBreaker<Object> breaker) {
    List<Policy<Object>> policies = new ArrayList<>();
    for (FailureKind kind : FailureKind.values()) {
      RetrySettings retry = settings.retry(kind);
      if (retry.retries() > 0) {
        policies.add(retry(kind, retry, settings));
      }
    }
    FailsafeExecutor<Object> retries =
        policies.isEmpty() ? Failsafe.none() : Failsafe.with(List.copyOf(policies));
    policies.add(breaker);
    return new Compiled(settings, breaker, retries, Failsafe.with(policies));
  }

  private RetryPolicy<Object> retry(
      FailureKind kind, RetrySettings retry, ResilienceSettings settings) {
    return RetryPolicy.builder()
        .handleIf(
            failure -> failure instanceof StoreException e && e.kind() == kind && e.repeatable())
        .withMaxRetries(retry.retries())
        .withMaxDuration(settings.overall())
        .withDelayFn(context -> retry.backoff().delay(Math.max(1, context.getAttemptCount())))
        .withJitter(retry.jitter())
        .onRetry(event -> statistics.retried(kind))
        .build();
  }

  private CircuitBreaker<Object> breaker(BreakerSettings settings) {
    var builder =
        CircuitBreaker.builder()
            .handleIf(CallPolicy::isTheServersFault)
            .withDelay(settings.openDelay())
            .withSuccessThreshold(settings.halfOpenTrials())
            .onOpen(event -> opened())
            .onHalfOpen(event -> listener.accept(BreakerState.HALF_OPEN))
            .onClose(event -> closed())
            .onFailure(
                event -> statistics.failed(event.getException(), event.getElapsedAttemptTime()))
            .onSuccess(event -> statistics.succeeded(event.getElapsedAttemptTime()));
    return switch (settings.threshold()) {
      case BreakerSettings.Consecutive c -> builder.withFailureThreshold(c.failures()).build();
      case BreakerSettings.WithinPeriod w ->
          builder.withFailureThreshold(w.failures(), w.period()).build();
    };
  }

  private void opened() {
    statistics.opened();
    listener.accept(BreakerState.OPEN);
  }

  private void closed() {
    statistics.closed();
    listener.accept(BreakerState.CLOSED);
  }

  private static boolean isTheServersFault(Throwable failure) {
    return failure instanceof StoreException e && e.kind().isTheServers();
  }
}
