package org.discogsography.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.discogsography.localstack.proxy.FaultProxy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** F4 and F5: PostgreSQL runs, and does not let the tableinator work. */
@ExtendWith(FaultReport.class)
class PostgresFaultIT {
  private static final int TERMINATIONS = 12;
  private static final String OURS =
      " from pg_stat_activity where usename = '" + FaultPlatform.ROLE + "'";
  private static final String TOO_MANY_CONNECTIONS = "53300";

  @Test
  void backendsThatAreTerminatedAgainAndAgainCostNothingAndCauseNoStorm() throws Exception {
    FaultPlatform faults = FaultPlatform.shared();
    FaultProxy proxy = faults.proxy(Link.TABLEINATOR_POSTGRES);
    FaultRow row = faults.row("F4 all backends terminated, repeatedly");
    row.awaitSome(Store.POSTGRES);
    long attempts = proxy.attempts();
    for (int i = 0; i < TERMINATIONS; i++) {
      faults.sql("select pg_terminate_backend(pid)" + OURS);
      Thread.sleep(Duration.ofMillis(200));
    }
    row.healed(Store.POSTGRES);
    long opened = proxy.attempts() - attempts;
    System.out.println("F4: " + opened + " connections opened for " + TERMINATIONS + " ends");
    row.finish();

    // Four loops, a probe and what the pool keeps idle, each time.
    assertThat(opened).isLessThan(10L * TERMINATIONS);
  }

  @Test
  void aServerWithoutAFreeConnectionIsWaitedFor() throws Exception {
    FaultPlatform faults = FaultPlatform.shared();
    FaultRow row = faults.row("F5 too many connections");
    row.awaitSome(Store.POSTGRES);
    List<Connection> all = new ArrayList<>();
    try {
      takeEveryConnection(faults, all);
      Deadline.await(
          Duration.ofSeconds(20),
          () -> "the reason in health: " + faults.service("tableinator").health(),
          () ->
              faults
                  .service("tableinator")
                  .health()
                  .at("/components/postgres/details/code")
                  .asString("")
                  .equals(TOO_MANY_CONNECTIONS));
      Thread.sleep(FaultPlatform.HOLD_BUDGET.plusSeconds(1));
    } finally {
      for (Connection each : all) {
        each.close();
      }
    }
    row.healed(Store.POSTGRES);
    row.finish();
  }

  /** Until none is left for the tableinator, nor for anybody else. */
  private static void takeEveryConnection(FaultPlatform faults, List<Connection> all)
      throws SQLException {
    all.add(Store.superuser(faults.platform.postgres));
    long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    try (Statement first = all.getFirst().createStatement()) {
      do {
        fill(faults, all);
        first.execute("select pg_terminate_backend(pid, 1000)" + OURS);
        fill(faults, all);
      } while (ours(first) > 0 && System.nanoTime() < deadline);
      assertThat(ours(first)).as("connections of the tableinator").isZero();
    }
  }

  private static void fill(FaultPlatform faults, List<Connection> all) throws SQLException {
    try {
      while (true) {
        all.add(Store.superuser(faults.platform.postgres));
      }
    } catch (SQLException e) {
      if (!TOO_MANY_CONNECTIONS.equals(e.getSQLState())) {
        throw e;
      }
    }
  }

  private static long ours(Statement statement) throws SQLException {
    try (ResultSet result = statement.executeQuery("select count(*)" + OURS)) {
      result.next();
      return result.getLong(1);
    }
  }
}
