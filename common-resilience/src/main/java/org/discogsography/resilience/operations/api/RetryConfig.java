package org.discogsography.resilience.operations.api;

import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.time.Duration;
import java.util.Map;
import org.discogsography.resilience.failure.FailureKind;
import org.discogsography.resilience.policy.Backoff;
import org.discogsography.resilience.policy.RetrySettings;
import org.discogsography.resilience.policy.Strategy;
import org.discogsography.resilience.resource.ManagedResource;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@code PUT retry-config {max_retries, initial_delay, max_delay, strategy}}: changes how lost
 * connections are retried, from the next call on and until the service ends. Delays are seconds;
 * what is left out stays as it is.
 */
final class RetryConfig implements Handler {
  private static final double MULTIPLIER = 2;
  private static final int MOST_RETRIES = 1_000;
  private static final double LONGEST = 86_400;

  private final Resources resources;

  RetryConfig(Resources resources) {
    this.resources = resources;
  }

  private record Request(
      @Nullable Integer max_retries,
      @Nullable Double initial_delay,
      @Nullable Double max_delay,
      @Nullable String strategy) {}

  @Override
  public void handle(Context context) {
    try {
      Request request = JsonMapper.shared().readValue(context.body(), Request.class);
      for (ManagedResource resource : resources.all()) {
        // Checked for all before any is changed: the figures are the same for each.
        changed(request, current(resource));
      }
      for (ManagedResource resource : resources.all()) {
        resource.reconfigure(
            resource
                .policy()
                .settings()
                .with(FailureKind.UNAVAILABLE, changed(request, current(resource))));
      }
    } catch (JacksonException e) {
      RecoveryRoutes.refuse(
          context, "The body is not {max_retries, initial_delay, max_delay, strategy} as JSON.");
      return;
    } catch (IllegalArgumentException e) {
      RecoveryRoutes.refuse(context, String.valueOf(e.getMessage()));
      return;
    }
    ManagedResource first = resources.all().getFirst();
    context.json(Map.of("retry_config", Bodies.retry(current(first))));
  }

  private static RetrySettings current(ManagedResource resource) {
    return resource.policy().settings().retry(FailureKind.UNAVAILABLE);
  }

  private static RetrySettings changed(Request request, RetrySettings current) {
    Backoff backoff = current.backoff();
    double initial =
        request.initial_delay() == null ? seconds(backoff.delay(1)) : request.initial_delay();
    double cap = request.max_delay() == null ? seconds(cap(backoff)) : request.max_delay();
    int retries = request.max_retries() == null ? current.retries() : request.max_retries();
    if (retries < 0 || retries > MOST_RETRIES) {
      throw new IllegalArgumentException("max_retries is a whole number from 0 to 1000.");
    }
    if (!(initial > 0) || !(cap >= initial) || cap > LONGEST) {
      throw new IllegalArgumentException(
          "initial_delay and max_delay are seconds, more than 0 and at most a day, the first not"
              + " above the second.");
    }
    double multiplier = backoff instanceof Backoff.Exponential e ? e.factor() : MULTIPLIER;
    return new RetrySettings(
        retries,
        strategy(request, backoff).backoff(duration(initial), multiplier, duration(cap)),
        current.jitter());
  }

  private static Strategy strategy(Request request, Backoff current) {
    if (request.strategy() != null) {
      return Strategy.of(request.strategy())
          .orElseThrow(() ->
              new IllegalArgumentException(
                  "strategy is one of exponential_backoff, linear_backoff, fixed_delay."));
    }
    return switch (current) {
      case Backoff.Exponential e -> Strategy.EXPONENTIAL_BACKOFF;
      case Backoff.Linear l -> Strategy.LINEAR_BACKOFF;
      case Backoff.Fixed f -> Strategy.FIXED_DELAY;
      case Backoff.Custom c -> Strategy.EXPONENTIAL_BACKOFF;
    };
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
