package org.discogsography.resilience.resource;

import java.util.ArrayList;
import java.util.List;

/**
 * How large a pool should be, from where the service runs and how many callers are expected at
 * once. Pure.
 */
public final class PoolAdvisor {
  private static final int CALLERS_A_CONNECTION = 5;

  private PoolAdvisor() {}

  /** Where a service runs, which bounds the connections it may have. */
  public enum Platform {
    /** 20 connections, 2 of them reserved for the platform. */
    RAILWAY(18),
    /** 20 connections on the plans that most use, 2 of them kept for people. */
    HEROKU(18),
    /** By instance; the small ones take some 100, of which one service should leave most. */
    AWS_RDS(50),
    /** Not bounded by a platform. */
    OTHER(Integer.MAX_VALUE);

    private final int limit;

    Platform(int limit) {
      this.limit = limit;
    }
  }

  /** What a service is for, which says how much it keeps open. */
  public enum Stage {
    PRODUCTION(4),
    STAGING(10),
    DEVELOPMENT(20);

    private final int idleDivisor;

    Stage(int idleDivisor) {
      this.idleDivisor = idleDivisor;
    }
  }

  /**
   * The advice.
   *
   * @param reasons one sentence each
   */
  public record Advice(int minimum, int maximum, List<String> reasons) {}

  /**
   * Advises on a pool.
   *
   * @param expectedConcurrency callers at the same time
   * @param configuredMaximum what the operator allows at most
   */
  public static Advice advise(
      Stage stage, Platform platform, int expectedConcurrency, int configuredMaximum) {
    List<String> reasons = new ArrayList<>();
    int wanted = Math.max(2, Math.ceilDiv(expectedConcurrency, CALLERS_A_CONNECTION));
    reasons.add(
        "%d callers at once keep %d connections busy.".formatted(expectedConcurrency, wanted));
    int maximum = Math.min(wanted, configuredMaximum);
    if (maximum < wanted) {
      reasons.add("The configured maximum is " + configuredMaximum + ".");
    }
    if (platform.limit < maximum) {
      maximum = platform.limit;
      reasons.add("This platform leaves " + platform.limit + " connections to a service.");
    }
    int minimum = Math.max(1, maximum / stage.idleDivisor);
    return new Advice(minimum, maximum, List.copyOf(reasons));
  }
}
