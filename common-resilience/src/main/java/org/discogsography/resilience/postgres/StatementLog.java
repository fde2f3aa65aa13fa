package org.discogsography.resilience.postgres;

import java.sql.SQLException;
import java.time.Duration;
import org.discogsography.resilience.postgres.CallSettings.Echo;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Notes slow statements, and where it is asked for logs all of them, without their values. */
final class StatementLog implements StatementWatch {
  private static final Logger LOGGER = LoggerFactory.getLogger(StatementLog.class);

  private final Echo echo;
  private final SlowCalls slow;

  StatementLog(Echo echo, SlowCalls slow) {
    this.echo = echo;
    this.slow = slow;
  }

  @Override
  public <T extends @Nullable Object> T run(String sql, SqlCall<T> call) throws SQLException {
    if (echo == Echo.STATEMENTS) {
      LOGGER.info("{}", SqlText.withoutValues(sql));
    }
    long began = System.nanoTime();
    try {
      return call.run();
    } finally {
      slow.ended(sql, Duration.ofNanos(System.nanoTime() - began));
    }
  }
}
