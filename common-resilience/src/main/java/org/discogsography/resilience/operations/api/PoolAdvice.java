package org.discogsography.resilience.operations.api;

import java.util.Arrays;
import java.util.Locale;
import org.discogsography.resilience.config.Environment;
import org.discogsography.resilience.resource.PoolAdvisor;
import org.discogsography.resilience.resource.PoolAdvisor.Advice;
import org.discogsography.resilience.resource.PoolAdvisor.Platform;
import org.discogsography.resilience.resource.PoolAdvisor.Stage;

/**
 * The advice on the pool for this service's environment.
 *
 * @param platform PLATFORM: railway, heroku or aws_rds; default other
 * @param advised from PLATFORM, ENVIRONMENT (default production), EXPECTED_CONCURRENCY (default
 *     100) and DATABASE_MAX_CONNECTIONS (default 20)
 */
public record PoolAdvice(Platform platform, Advice advised) {
  private static final int CONCURRENCY = 100;
  private static final int MAXIMUM = 20;

  public static PoolAdvice from(Environment environment) {
    Platform platform = read(environment, "PLATFORM", Platform.OTHER, Platform.values());
    Stage stage = read(environment, "ENVIRONMENT", Stage.PRODUCTION, Stage.values());
    int concurrency = environment.integer("EXPECTED_CONCURRENCY", CONCURRENCY, 1, 1_000_000);
    int maximum = environment.integer("DATABASE_MAX_CONNECTIONS", MAXIMUM, 1, 10_000);
    return new PoolAdvice(platform, PoolAdvisor.advise(stage, platform, concurrency, maximum));
  }

  private static <E extends Enum<E>> E read(
      Environment environment, String name, E otherwise, E[] values) {
    return environment.parse(
        name,
        otherwise,
        "one of " + Arrays.toString(values).toLowerCase(Locale.ROOT),
        text -> Enum.valueOf(otherwise.getDeclaringClass(), text.toUpperCase(Locale.ROOT)));
  }
}
