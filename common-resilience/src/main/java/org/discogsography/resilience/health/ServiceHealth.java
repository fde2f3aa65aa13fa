package org.discogsography.resilience.health;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * What a service says of itself. Put together from indicators that answer from memory; all of them
 * together get {@value #PATIENCE_MILLIS} milliseconds, and one that throws or hangs is shown as
 * DEGRADED while the others answer as usual. Thread-safe.
 */
public final class ServiceHealth {
  private static final int PATIENCE_MILLIS = 50;

  private final String service;
  private final Clock clock;
  private final Instant started;
  private final List<BoundedIndicator> indicators = new CopyOnWriteArrayList<>();
  private final Map<String, LivenessCheck> checks = new ConcurrentHashMap<>();
  private final Set<String> notReachedYet = ConcurrentHashMap.newKeySet();
  // Platform threads: an indicator that hangs in a monitor would take a carrier of the virtual
  // ones.
  private final Executor askers = askers();
  private volatile boolean stopping;

  public ServiceHealth(String service) {
    this(service, Clock.systemUTC());
  }

  ServiceHealth(String service, Clock clock) {
    this.service = service;
    this.clock = clock;
    this.started = clock.instant();
  }

  /** A component that readiness does not wait for. */
  public void add(HealthIndicator indicator) {
    if (indicators.stream().anyMatch(known -> known.name().equals(indicator.name()))) {
      throw new IllegalArgumentException("there is a component " + indicator.name() + " already");
    }
    indicators.add(new BoundedIndicator(indicator, askers));
  }

  /** A dependency: the service is not ready before it was reached once. */
  public void addRequired(HealthIndicator indicator) {
    notReachedYet.add(indicator.name());
    add(indicator);
  }

  /** A loop that has to turn for the service to count as live. */
  public void addLiveness(String name, LivenessCheck check) {
    if (checks.putIfAbsent(name, check) != null) {
      throw new IllegalArgumentException("there is a liveness check " + name + " already");
    }
  }

  /** All components. Answers within {@value #PATIENCE_MILLIS} milliseconds and a little. */
  public HealthSnapshot snapshot() {
    List<CompletableFuture<ComponentHealth>> answers = new ArrayList<>();
    indicators.forEach(indicator -> answers.add(indicator.ask()));
    long deadline = System.nanoTime() + Duration.ofMillis(PATIENCE_MILLIS).toNanos();
    Map<String, ComponentHealth> components = new LinkedHashMap<>();
    for (int i = 0; i < answers.size(); i++) {
      BoundedIndicator indicator = indicators.get(i);
      ComponentHealth health = answer(indicator, answers.get(i), deadline);
      components.put(indicator.name(), health);
      if (health.status() != Status.DOWN) {
        notReachedYet.remove(indicator.name());
      }
    }
    return HealthSnapshot.of(service, started, clock.instant(), components);
  }

  /**
   * Whether the service takes part: from the first time that every required dependency was reached,
   * whatever happens to them afterwards, until it stops.
   */
  public boolean ready() {
    if (stopping) {
      return false;
    }
    if (!notReachedYet.isEmpty()) {
      snapshot();
    }
    return notReachedYet.isEmpty();
  }

  /** The required dependencies that were never reached, for people. */
  public Set<String> waitingFor() {
    return Set.copyOf(notReachedYet);
  }

  /** Each loop by name, and whether it turns; a check that throws counts as one that does not. */
  public Map<String, Boolean> liveness() {
    Map<String, Boolean> answers = new LinkedHashMap<>();
    checks.forEach((name, check) -> answers.put(name, alive(check)));
    return answers;
  }

  public boolean live() {
    return !liveness().containsValue(false);
  }

  /** Readiness goes off for good; health goes on telling. */
  public void stopping() {
    stopping = true;
  }

  private static boolean alive(LivenessCheck check) {
    try {
      return check.alive();
    } catch (RuntimeException e) {
      return false;
    }
  }

  private static ComponentHealth answer(
      BoundedIndicator indicator, CompletableFuture<ComponentHealth> answer, long deadline) {
    try {
      return answer.get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
    } catch (TimeoutException | ExecutionException e) {
      return indicator.silent();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return indicator.silent();
    }
  }

  private static Executor askers() {
    return new ThreadPoolExecutor(
        0,
        Integer.MAX_VALUE,
        10,
        TimeUnit.SECONDS,
        new SynchronousQueue<>(),
        Thread.ofPlatform().daemon().name("health-", 0).factory());
  }
}
