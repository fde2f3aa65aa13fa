package org.discogsography.resilience.operations.middleware;

import java.util.List;
import org.discogsography.resilience.config.Environment;

/**
 * What the middleware does.
 *
 * @param circuitBreaker ENABLE_CIRCUIT_BREAKER: requests are refused at once while a dependency is
 *     away; default true
 * @param readOnlyFallback READ_ONLY_FALLBACK: meanwhile GET and HEAD pass, for what a cache can
 *     still answer; default true
 * @param unguarded paths that are never refused, with everything below them; default health,
 *     metrics and the operations API
 */
public record MiddlewareSettings(
    boolean circuitBreaker, boolean readOnlyFallback, List<String> unguarded) {
  public static final MiddlewareSettings DEFAULT =
      new MiddlewareSettings(
          true,
          true,
          List.of(
              "/health",
              "/metrics",
              "/resilience",
              "/api/database-recovery",
              "/api/database-resilience"));

  public MiddlewareSettings {
    unguarded = List.copyOf(unguarded);
  }

  public static MiddlewareSettings from(Environment environment) {
    return new MiddlewareSettings(
        environment.flag("ENABLE_CIRCUIT_BREAKER", DEFAULT.circuitBreaker()),
        environment.flag("READ_ONLY_FALLBACK", DEFAULT.readOnlyFallback()),
        DEFAULT.unguarded());
  }

  boolean guards(String path) {
    return unguarded.stream()
        .noneMatch(prefix -> path.equals(prefix) || path.startsWith(prefix + "/"));
  }
}
