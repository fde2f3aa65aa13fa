package org.discogsography.resilience.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.discogsography.resilience.config.ConfigurationException;
import org.discogsography.resilience.config.Environment;
import org.discogsography.resilience.failure.FailureKind;
import org.junit.jupiter.api.Test;

class ResilienceEnvironmentTest {
  @Test
  void presetAIsTheDefault() {
    assertThat(read(Map.of())).isEqualTo(Preset.A.settings());
  }

  @Test
  void aPresetGivesEveryFigureAndAVariableOverridesOne() {
    ResilienceSettings settings =
        read(Map.of("RESILIENCE_PRESET", "d", "CIRCUIT_BREAKER_TIMEOUT", "7"));

    assertThat(settings.breaker().openDelay()).isEqualTo(Duration.ofSeconds(7));
    assertThat(settings.with(Preset.D.settings().breaker())).isEqualTo(Preset.D.settings());
  }

  @Test
  void theStrategyAndItsFiguresCanBeSet() {
    ResilienceSettings settings =
        read(
            Map.of(
                "RECOVERY_STRATEGY", "linear_backoff",
                "RECOVERY_INITIAL_DELAY", "2",
                "RECOVERY_MAX_DELAY", "120",
                "RECOVERY_MAX_RETRIES", "5",
                "RECOVERY_TIMEOUT", "60"));

    assertThat(settings.retry(FailureKind.UNAVAILABLE).backoff())
        .isEqualTo(new Backoff.Linear(Duration.ofSeconds(2), Duration.ofMinutes(2)));
    assertThat(settings.retry(FailureKind.UNAVAILABLE).retries()).isEqualTo(5);
    assertThat(settings.overall()).isEqualTo(Duration.ofMinutes(1));
  }

  @Test
  void allProblemsAreReportedTogether() {
    Map<String, String> variables =
        Map.of(
            "RESILIENCE_PRESET", "Z",
            "CIRCUIT_BREAKER_THRESHOLD", "0",
            "RECOVERY_BACKOFF_MULTIPLIER", "0.5",
            "RECOVERY_STRATEGY", "sometimes",
            "RECOVERY_MAX_DELAY", "0.1");

    assertThatThrownBy(() -> read(variables))
        .isInstanceOf(ConfigurationException.class)
        .message()
        .contains(
            "RESILIENCE_PRESET",
            "CIRCUIT_BREAKER_THRESHOLD",
            "RECOVERY_BACKOFF_MULTIPLIER",
            "RECOVERY_STRATEGY",
            "RECOVERY_MAX_DELAY is less than RECOVERY_INITIAL_DELAY");
  }

  private static ResilienceSettings read(Map<String, String> variables) {
    Environment environment = Environment.of(variables);
    ResilienceSettings settings = ResilienceEnvironment.read(environment);
    environment.check();
    return settings;
  }
}
