package org.discogsography.dashboard.services;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.discogsography.dashboard.watch.Age;
import org.discogsography.dashboard.watch.BoundedHttp;
import org.discogsography.resilience.health.Status;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Keeps what one service said last, and tells how far it can be believed. Thread-safe. */
public final class ServiceWatch {
  private static final Duration STALE_AFTER = Duration.ofSeconds(10);
  private static final Duration GIVEN_UP_AFTER = Duration.ofSeconds(30);

  private final Target target;
  private final HealthSource source;
  private final InstantSource clock;
  private HealthAnswer.@Nullable Said said;
  private @Nullable Instant answered;
  private @Nullable HealthAnswer last;

  ServiceWatch(Target target, HealthSource source, InstantSource clock) {
    this.target = target;
    this.source = source;
    this.clock = clock;
  }

  public static ServiceWatch over(BoundedHttp http, Target target, InstantSource clock) {
    return new ServiceWatch(target, new HealthClient(http)::ask, clock);
  }

  /** Where answers come from. */
  @FunctionalInterface
  interface HealthSource {
    HealthAnswer ask(Target target) throws InterruptedException;
  }

  public Target target() {
    return target;
  }

  /** Asks once and keeps the answer; nothing is locked meanwhile. */
  public void poll() {
    try {
      keep(source.ask(target));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void keep(HealthAnswer answer) {
    last = answer;
    if (answer instanceof HealthAnswer.Said words) {
      said = words;
      answered = clock.instant();
    }
  }

  /**
   * An answer in full.
   *
   * @param at when it came
   */
  public record Heard(JsonNode health, Instant at) {}

  /** What it answered when it was asked last; empty where that gave no answer. */
  public synchronized Optional<Heard> heard() {
    return last instanceof HealthAnswer.Said words && answered != null
        ? Optional.of(new Heard(words.whole(), answered))
        : Optional.empty();
  }

  /** What is known now. */
  public synchronized ServiceView view() {
    return new ServiceView(
        target.name(),
        target.address().toString(),
        state(),
        said == null ? null : said.status().name(),
        Age.seconds(answered, clock.instant()),
        reason(),
        said == null ? List.of() : said.components(),
        said == null ? Facts.NONE : said.facts());
  }

  private ServiceState state() {
    return switch (last) {
      case null -> ServiceState.UNKNOWN;
      case HealthAnswer.Failed failed -> ServiceState.UNREACHABLE;
      case HealthAnswer.TimedOut timedOut ->
          younger(GIVEN_UP_AFTER) ? ServiceState.STALE : ServiceState.UNREACHABLE;
      case HealthAnswer.Said words ->
          younger(STALE_AFTER) ? state(words.status()) : ServiceState.STALE;
    };
  }

  private boolean younger(Duration limit) {
    return answered != null && clock.instant().isBefore(answered.plus(limit));
  }

  private static ServiceState state(Status status) {
    return switch (status) {
      case UP -> ServiceState.UP;
      case DEGRADED -> ServiceState.DEGRADED;
      case DOWN -> ServiceState.DOWN;
    };
  }

  private @Nullable String reason() {
    return switch (last) {
      case null -> null;
      case HealthAnswer.Said words -> null;
      case HealthAnswer.TimedOut timedOut -> "it does not answer in time";
      case HealthAnswer.Failed failed -> failed.reason();
    };
  }
}
