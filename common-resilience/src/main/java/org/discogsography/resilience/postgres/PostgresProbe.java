package org.discogsography.resilience.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.discogsography.resilience.probe.Probe;
import org.jspecify.annotations.Nullable;

/**
 * A probe on a connection that is kept between attempts. A kept connection that turns out to be
 * dead says nothing about the server: the attempt goes on with a new one.
 */
final class PostgresProbe implements Probe {
  private final DataSource source;
  private final ProbeStatement statement;
  private @Nullable Connection connection;

  PostgresProbe(DataSource source, ProbeStatement statement) {
    this.source = source;
    this.statement = statement;
  }

  @Override
  public void attempt() throws InterruptedException {
    try {
      if (!triedOnKept()) {
        tryOnNew();
      }
    } catch (SQLException | RuntimeException e) {
      close();
      if (Thread.interrupted()) {
        throw new InterruptedException("interrupted while probing");
      }
      throw PostgresClassifier.translate(e);
    }
  }

  @Override
  public void close() {
    Connection kept = connection;
    connection = null;
    if (kept != null) {
      try {
        kept.close();
      } catch (SQLException e) {
        // It was of no more use.
      }
    }
  }

  private boolean triedOnKept() {
    Connection kept = connection;
    if (kept == null) {
      return false;
    }
    try {
      run(kept);
      return true;
    } catch (SQLException e) {
      close();
      return false;
    }
  }

  private void tryOnNew() throws SQLException {
    Connection opened = source.getConnection();
    connection = opened;
    try {
      run(opened);
    } catch (SQLException e) {
      if (!statement.canPrepare(e)) {
        throw e;
      }
      execute(opened, "rollback");
      execute(opened, statement.preparation());
      run(opened);
    }
  }

  private void run(Connection on) throws SQLException {
    execute(on, statement.sql());
  }

  private static void execute(Connection on, String sql) throws SQLException {
    try (Statement jdbc = on.createStatement()) {
      boolean ignored = jdbc.execute(sql);
    }
  }
}
