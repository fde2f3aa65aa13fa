package org.discogsography.resilience.policy;

import dev.failsafe.CircuitBreaker;
import dev.failsafe.CircuitBreakerOpenException;
import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeException;
import dev.failsafe.FailsafeExecutor;
import dev.failsafe.Policy;
import dev.failsafe.RetryPolicy;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.discogsography.resilience.failure.FailureKind;
import org.discogsography.resilience.failure.StoreException;

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
  private volatile Compiled compiled;

  private record Compiled(
      ResilienceSettings settings,
      CircuitBreaker<Object> breaker,
      FailsafeExecutor<Object> executor) {}

  /**
   * A policy for one dependency.
   *
   * @param resource the dependency's name, for messages
   */
  public CallPolicy(String resource, ResilienceSettings settings) {
    this(resource, settings, Clock.systemUTC());
  }

  CallPolicy(String resource, ResilienceSettings settings, Clock clock) {
    this.resource = resource;
    this.statistics = new CallStatistics(clock);
    this.compiled = compile(settings, breaker(settings.breaker()));
  }

  /**
   * Makes the call, again where the settings say so.
   *
   * @throws CallRejectedException if the breaker is open
   * @throws StoreException what the last attempt ended with
   */
  public <T> T call(Operation<T> operation) throws InterruptedException {
    Compiled current = compiled;
    try {
      return current.executor().get(operation::run);
    } catch (CircuitBreakerOpenException e) {
      statistics.rejected();
      throw new CallRejectedException(
          resource, current.breaker().getRemainingDelay(), statistics.lastFailure());
    } catch (FailsafeException e) {
      if (e.getCause() instanceof InterruptedException interrupted) {
        throw interrupted;
      }
      throw e;
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

  private Compiled compile(ResilienceSettings settings, CircuitBreaker<Object> breaker) {
    List<Policy<Object>> policies = new ArrayList<>();
    for (FailureKind kind : FailureKind.values()) {
      RetrySettings retry = settings.retry(kind);
      if (retry.retries() > 0) {
        policies.add(retry(kind, retry, settings));
      }
    }
    policies.add(breaker);
    return new Compiled(settings, breaker, Failsafe.with(policies));
  }

  private RetryPolicy<Object> retry(
      FailureKind kind, RetrySettings retry, ResilienceSettings settings) {
    return RetryPolicy.builder()
        .handleIf(failure -> failure instanceof StoreException e && e.kind() == kind)
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
            .onOpen(event -> statistics.opened())
            .onClose(event -> statistics.closed())
            .onFailure(
                event -> statistics.failed(event.getException(), event.getElapsedAttemptTime()))
            .onSuccess(event -> statistics.succeeded(event.getElapsedAttemptTime()));
    return switch (settings.threshold()) {
      case BreakerSettings.Consecutive c -> builder.withFailureThreshold(c.failures()).build();
      case BreakerSettings.WithinPeriod w ->
          builder.withFailureThreshold(w.failures(), w.period()).build();
    };
  }

  private static boolean isTheServersFault(Throwable failure) {
    return failure instanceof StoreException e
        && switch (e.kind()) {
          case UNAVAILABLE, EXHAUSTED, SYSTEMIC, TIMEOUT, UNKNOWN -> true;
          case CONTENTION, DATA -> false;
        };
  }
}
