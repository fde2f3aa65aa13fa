package org.discogsography.resilience.resource;

import java.time.Duration;
import org.discogsography.resilience.config.Environment;

/**
 * The thresholds of alerts that differ from place to place.
 *
 * @param reconnections RESILIENCE_ALERT_RECONNECTIONS, within a sliding hour; more is a warning;
 *     default 10
 * @param rollbacks RESILIENCE_ALERT_ROLLBACKS, of transactions left open or aborted, within a
 *     sliding hour; more is a warning; default 20
 * @param slowQuery RESILIENCE_ALERT_SLOW_QUERY; a longer call is a warning; default 1 s
 */
public record AlertSettings(int reconnections, int rollbacks, Duration slowQuery) {
  public static final AlertSettings DEFAULT = new AlertSettings(10, 20, Duration.ofSeconds(1));

  public static AlertSettings from(Environment environment) {
    return new AlertSettings(
        environment.integer(
            "RESILIENCE_ALERT_RECONNECTIONS", DEFAULT.reconnections(), 0, 1_000_000),
        environment.integer("RESILIENCE_ALERT_ROLLBACKS", DEFAULT.rollbacks(), 0, 1_000_000),
        environment.seconds("RESILIENCE_ALERT_SLOW_QUERY", DEFAULT.slowQuery()));
  }
}
