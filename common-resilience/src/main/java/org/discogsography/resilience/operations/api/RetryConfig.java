package org.discogsography.resilience.operations.api;

import io.javalin.http.Context;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.discogsography.resilience.failure.FailureKind;
import org.discogsography.resilience.operations.JsonAnswer;
import org.discogsography.resilience.policy.Backoff;
import org.discogsography.resilience.policy.RetrySettings;
import org.discogsography.resilience.policy.Strategy;
import org.discogsography.resilience.resource.ManagedResource;
import org.jspecify.annotations.Nullable;

/**
 * {@code PUT retry-config {max_retries, initial_delay, max_delay, backoff_multiplier, strategy}}:
 * changes how lost connections are retried, from the next call on and until the service ends.
 * Delays are seconds; what is left out stays as it is. All dependencies are changed, or none.
 */
final class RetryConfig implements JsonRequest.Action {
  private static final double MULTIPLIER = 2;
  private static final int MOST_RETRIES = 1_000;
  private static final double MOST_MULTIPLIER = 1_000;
  private static final double LONGEST = 86_400;

  private final Resources resources;

  RetryConfig(Resources resources) {
    this.resources = resources;
  }

  private record Change(
      @Nullable Integer retries,
      @Nullable Double initial,
      @Nullable Double cap,
      @Nullable Double multiplier,
      @Nullable Strategy strategy) {}

  @Override
  public void handle(Context context, JsonRequest request) {
    Change change =
        new Change(
            request.integer("max_retries", 0, MOST_RETRIES),
            request.number("initial_delay", 0, LONGEST),
            request.number("max_delay", 0, LONGEST),
            request.number("backoff_multiplier", 0, MOST_MULTIPLIER),
            strategy(request.text("strategy")));
    Map<ManagedResource, RetrySettings> changed = new LinkedHashMap<>();
    resources.all().forEach(each -> changed.put(each, changed(change, current(each))));
    changed.forEach((resource, settings) ->
        resource.reconfigure(resource.policy().settings().with(FailureKind.UNAVAILABLE, settings)));
    Map<String, Object> body =
        changed.values().stream().findFirst().map(Bodies::retry).orElse(Map.of());
    JsonAnswer.write(context, Map.of("retry_config", body));
  }

  private static RetrySettings current(ManagedResource resource) {
    return resource.policy().settings().retry(FailureKind.UNAVAILABLE);
  }

  private static @Nullable Strategy strategy(@Nullable String text) {
    if (text == null) {
      return null;
    }
    return Strategy.of(text)
        .orElseThrow(() ->
            new BadRequestException(
                "strategy is one of exponential_backoff, linear_backoff, fixed_delay."));
  }

  private static RetrySettings changed(Change change, RetrySettings current) {
    Backoff backoff = current.backoff();
    double initial = change.initial() == null ? seconds(backoff.delay(1)) : change.initial();
    double cap = change.cap() == null ? seconds(cap(backoff)) : change.cap();
    double multiplier = change.multiplier() == null ? multiplier(backoff) : change.multiplier();
    if (cap < initial) {
      throw new BadRequestException("max_delay is not less than initial_delay.");
    }
    if (multiplier < 1) {
      throw new BadRequestException("backoff_multiplier is at least 1.");
    }
    Strategy strategy = change.strategy() == null ? strategy(backoff) : change.strategy();
    return new RetrySettings(
        change.retries() == null ? current.retries() : change.retries(),
        strategy.backoff(duration(initial), multiplier, duration(cap)),
        current.jitter());
  }

  private static Strategy strategy(Backoff current) {
    return switch (current) {
      case Backoff.Exponential e -> Strategy.EXPONENTIAL_BACKOFF;
      case Backoff.Linear l -> Strategy.LINEAR_BACKOFF;
      case Backoff.Fixed f -> Strategy.FIXED_DELAY;
      case Backoff.Custom c -> Strategy.EXPONENTIAL_BACKOFF;
    };
  }

  private static double multiplier(Backoff current) {
    return current instanceof Backoff.Exponential e ? e.factor() : MULTIPLIER;
  }

  private static Duration cap(Backoff backoff) {
    return switch (backoff) {
      case Backoff.Exponential e -> e.cap();
      case Backoff.Linear l -> l.cap();
      case Backoff.Fixed f -> f.delay();
      case Backoff.Custom c -> Duration.ofMinutes(1);
    };
  }

  private static double seconds(Duration duration) {
    return duration.toMillis() / 1000.0;
  }

  private static Duration duration(double seconds) {
    return Duration.ofMillis(Math.max(1, Math.round(seconds * 1000)));
  }
}
