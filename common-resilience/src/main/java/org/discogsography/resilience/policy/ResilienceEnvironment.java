package org.discogsography.resilience.policy;

import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import org.discogsography.resilience.config.Environment;
import org.discogsography.resilience.failure.FailureKind;
import org.discogsography.resilience.policy.BreakerSettings.Consecutive;
import org.discogsography.resilience.policy.BreakerSettings.WithinPeriod;

/**
 * Reads {@link ResilienceSettings} from the environment: {@code RESILIENCE_PRESET} (default A)
 * gives every figure, and each of the others overrides one. The retry variables are about lost
 * connections; the other kinds of failure follow the preset's table.
 */
public final class ResilienceEnvironment {
  private static final double MOST = 1_000;

  private ResilienceEnvironment() {}

  public static ResilienceSettings read(Environment environment) {
    ResilienceSettings settings = preset(environment).settings();
    RetrySettings retry = retry(environment, settings.retry(FailureKind.UNAVAILABLE));
    Duration overall = environment.seconds("RECOVERY_TIMEOUT", settings.overall());
    return new ResilienceSettings(
            breaker(environment, settings.breaker()), settings.retries(), overall)
        .with(FailureKind.UNAVAILABLE, retry);
  }

  /** {@code RESILIENCE_PRESET}, which pools take their sizes from, too. */
  public static Preset preset(Environment environment) {
    return environment.parse(
        "RESILIENCE_PRESET",
        Preset.A,
        "one of " + Arrays.toString(Preset.values()),
        text -> Preset.valueOf(text.toUpperCase(Locale.ROOT)));
  }

  private static BreakerSettings breaker(Environment environment, BreakerSettings preset) {
    int failures =
        environment.integer("CIRCUIT_BREAKER_THRESHOLD", preset.threshold().failures(), 1, 10_000);
    BreakerSettings.Threshold threshold =
        switch (preset.threshold()) {
          case Consecutive c -> new Consecutive(failures);
          case WithinPeriod w -> new WithinPeriod(failures, w.period());
        };
    return new BreakerSettings(
        threshold,
        environment.seconds("CIRCUIT_BREAKER_TIMEOUT", preset.openDelay()),
        environment.integer("CIRCUIT_BREAKER_TRIALS", preset.halfOpenTrials(), 1, 100));
  }

  private static RetrySettings retry(Environment environment, RetrySettings preset) {
    Backoff.Exponential backoff = (Backoff.Exponential) preset.backoff();
    int retries = environment.integer("RECOVERY_MAX_RETRIES", preset.retries(), 0, 1_000);
    Strategy strategy =
        environment.parse(
            "RECOVERY_STRATEGY",
            Strategy.EXPONENTIAL_BACKOFF,
            "one of exponential_backoff, linear_backoff, fixed_delay",
            text -> Strategy.of(text).orElse(null));
    Duration initial = environment.seconds("RECOVERY_INITIAL_DELAY", backoff.initial());
    Duration cap = environment.seconds("RECOVERY_MAX_DELAY", backoff.cap());
    double multiplier =
        environment.parse(
            "RECOVERY_BACKOFF_MULTIPLIER",
            backoff.factor(),
            "a number from 1 to 1000",
            ResilienceEnvironment::multiplier);
    if (cap.compareTo(initial) < 0) {
      environment.problem("RECOVERY_MAX_DELAY", "is less than RECOVERY_INITIAL_DELAY");
      return preset;
    }
    return new RetrySettings(retries, strategy.backoff(initial, multiplier, cap), preset.jitter());
  }

  private static Double multiplier(String text) {
    double value = Double.parseDouble(text);
    if (value >= 1 && value <= MOST) {
      return value;
    }
    throw new IllegalArgumentException("out of range");
  }
}
