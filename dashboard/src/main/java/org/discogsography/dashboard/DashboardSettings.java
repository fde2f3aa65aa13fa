package org.discogsography.dashboard;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.discogsography.dashboard.broker.ManagementSettings;
import org.discogsography.dashboard.services.Target;
import org.discogsography.resilience.config.Environment;
import org.discogsography.resilience.operations.OperationsSettings;
import org.jspecify.annotations.Nullable;

/**
 * What the dashboard asks, and how often.
 *
 * @param http its own port; default 8003
 * @param targets EXTRACTOR_URL, GRAPHINATOR_URL, TABLEINATOR_URL; default ports 8000 to 8002 here
 * @param pollInterval POLL_INTERVAL, from one question to the next, at most 5 s; default 1 s
 * @param pollTimeout POLL_TIMEOUT, how long an answer may take; default 2 s
 */
record DashboardSettings(
    OperationsSettings http,
    List<Target> targets,
    ManagementSettings management,
    Duration pollInterval,
    Duration pollTimeout) {
  private static final Duration LONGEST_INTERVAL = Duration.ofSeconds(5);

  DashboardSettings {
    targets = List.copyOf(targets);
  }

  static DashboardSettings from(Environment environment) {
    return new DashboardSettings(
        OperationsSettings.from(environment, 8003),
        List.of(
            target(environment, "extractor", "EXTRACTOR_URL", 8000),
            target(environment, "graphinator", "GRAPHINATOR_URL", 8001),
            target(environment, "tableinator", "TABLEINATOR_URL", 8002)),
        ManagementSettings.from(environment),
        pollInterval(environment),
        environment.seconds("POLL_TIMEOUT", Duration.ofSeconds(2)));
  }

  private static Duration pollInterval(Environment environment) {
    Duration interval = environment.seconds("POLL_INTERVAL", Duration.ofSeconds(1));
    if (interval.compareTo(LONGEST_INTERVAL) > 0) {
      environment.problem(
          "POLL_INTERVAL", "is at most 5 s: rehearsals take longer for standing still");
    }
    return interval;
  }

  private static Target target(Environment environment, String name, String variable, int port) {
    URI here = URI.create("http://127.0.0.1:" + port);
    return new Target(
        name,
        environment.parse(
            variable, here, "an http or https URL without credentials", DashboardSettings::base));
  }

  private static @Nullable URI base(String text) {
    URI uri = URI.create(text);
    boolean web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
    return web && uri.getHost() != null && uri.getRawUserInfo() == null ? uri : null;
  }
}
