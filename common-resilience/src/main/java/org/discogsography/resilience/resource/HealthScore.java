package org.discogsography.resilience.resource;

import org.discogsography.resilience.policy.CallStatistics;

/**
 * One figure from 0 to 100 for a resource: 40 for being there, 30 for calls that succeed, 20 for a
 * closed breaker, 10 for room in the pool. Above 80 is good. Pure.
 */
public final class HealthScore {
  private static final int CONNECTION = 40;
  private static final int CALLS = 30;
  private static final int BREAKER = 20;
  private static final int POOL = 10;

  private HealthScore() {}

  public static int of(ResourceSnapshot snapshot, CallStatistics.Recent lastHour) {
    int connection = snapshot.available() ? CONNECTION : 0;
    long calls = Math.round(CALLS * lastHour.successRate());
    int breaker =
        switch (snapshot.breaker()) {
          case CLOSED -> BREAKER;
          case HALF_OPEN -> BREAKER / 2;
          case OPEN -> 0;
        };
    PoolSnapshot pool = snapshot.pool();
    boolean room = pool == null || pool.utilisation() <= CallRules.UTILISATION;
    return (int) (connection + calls + breaker + (room ? POOL : 0));
  }
}
