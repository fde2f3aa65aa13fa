package org.discogsography.resilience.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.EOFException;
import java.net.SocketTimeoutException;
import java.sql.BatchUpdateException;
import java.sql.SQLException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTimeoutException;
import java.sql.SQLTransientConnectionException;
import org.discogsography.resilience.failure.FailureKind;
import org.discogsography.resilience.failure.StoreException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PostgresClassifierTest {
  @ParameterizedTest(name = "{0} {2}")
  @CsvSource({
    "08000, UNAVAILABLE, connection exception",
    "08001, UNAVAILABLE, refused",
    "08003, UNAVAILABLE, connection does not exist",
    "08004, UNAVAILABLE, rejected",
    "08006, UNAVAILABLE, connection failure",
    "08P01, UNAVAILABLE, what PgBouncer says",
    "57P01, UNAVAILABLE, admin shutdown",
    "57P02, UNAVAILABLE, crash shutdown",
    "57P03, UNAVAILABLE, cannot connect now",
    "57P05, UNAVAILABLE, idle session timeout",
    "53000, UNAVAILABLE, insufficient resources",
    "53200, UNAVAILABLE, out of memory",
    "58000, UNAVAILABLE, system error",
    "58030, UNAVAILABLE, io error",
    "25P03, UNAVAILABLE, idle in transaction timeout",
    "40003, UNAVAILABLE, completion unknown",
    "XX000, UNAVAILABLE, internal error",
    "53300, EXHAUSTED, too many connections",
    "53100, SYSTEMIC, disk full",
    "57P04, SYSTEMIC, database dropped",
    "58P01, SYSTEMIC, undefined file",
    "XX001, SYSTEMIC, data corrupted",
    "XX002, SYSTEMIC, index corrupted",
    "F0000, SYSTEMIC, configuration file error",
    "25006, SYSTEMIC, read only",
    "28000, SYSTEMIC, invalid authorization",
    "28P01, SYSTEMIC, invalid password",
    "3D000, SYSTEMIC, no such database",
    "3F000, SYSTEMIC, no such schema",
    "42501, SYSTEMIC, insufficient privilege",
    "42P01, SYSTEMIC, undefined table",
    "42703, SYSTEMIC, undefined column",
    "42601, SYSTEMIC, syntax error",
    "0A000, SYSTEMIC, not supported",
    "26000, SYSTEMIC, no such prepared statement",
    "40001, CONTENTION, serialization failure",
    "40P01, CONTENTION, deadlock",
    "55P03, CONTENTION, lock not available",
    "55006, CONTENTION, object in use",
    "57014, TIMEOUT, query canceled",
    "25P04, TIMEOUT, transaction timeout",
    "21000, DATA, cardinality violation",
    "22001, DATA, too long",
    "22021, DATA, not in repertoire",
    "22P02, DATA, invalid text representation",
    "22P05, DATA, untranslatable character",
    "23502, DATA, not null",
    "23505, DATA, unique",
    "23514, DATA, check",
    "23P01, DATA, exclusion",
    "44000, DATA, with check option",
    "54000, DATA, index row too large",
    "P0001, DATA, raised by a trigger",
    "99999, UNKNOWN, the driver's own",
    "25P02, UNKNOWN, in failed transaction"
  })
  void knowsTheState(String state, FailureKind kind, String meaning) {
    SQLException error = new SQLException(meaning, state);

    assertThat(PostgresClassifier.kind(error)).isEqualTo(kind);
    assertThat(PostgresClassifier.code(error)).isEqualTo(state);
  }

  @Test
  void aSocketTimeoutIsAnOutageWhateverTheState() {
    SQLException error = new SQLException("read", "22000", new SocketTimeoutException("read"));

    assertThat(PostgresClassifier.kind(error)).isEqualTo(FailureKind.UNAVAILABLE);
  }

  @Test
  void findsTheOutageDeepInTheCauses() {
    Throwable error = new IllegalStateException(new RuntimeException(new EOFException()));

    assertThat(PostgresClassifier.kind(error)).isEqualTo(FailureKind.UNAVAILABLE);
  }

  @Test
  void looksIntoTheNextExceptionOfABatch() {
    BatchUpdateException batch = new BatchUpdateException("batch", null, 0, new int[0]);
    batch.setNextException(new SQLException("check", "23514"));

    assertThat(PostgresClassifier.kind(batch)).isEqualTo(FailureKind.DATA);
    assertThat(PostgresClassifier.code(batch)).isEqualTo("23514");
  }

  @Test
  void theNearestStateWins() {
    SQLException error = new SQLException("deadlock", "40P01", new SQLException("data", "22P02"));

    assertThat(PostgresClassifier.kind(error)).isEqualTo(FailureKind.CONTENTION);
  }

  @Test
  void aPoolThatHasNoConnectionIsExhausted() {
    SQLException error = new SQLTransientConnectionException("Connection is not available");

    assertThat(PostgresClassifier.kind(error)).isEqualTo(FailureKind.EXHAUSTED);
    assertThat(PostgresClassifier.code(error)).isEqualTo("SQLTransientConnectionException");
  }

  @Test
  void aPoolThatCannotConnectSaysWhy() {
    SQLException error =
        new SQLTransientConnectionException("none", null, new SQLException("password", "28P01"));

    assertThat(PostgresClassifier.kind(error)).isEqualTo(FailureKind.SYSTEMIC);
    assertThat(PostgresClassifier.code(error)).isEqualTo("28P01");
  }

  @Test
  void withoutAStateTheClassDecides() {
    assertThat(PostgresClassifier.kind(new SQLTimeoutException())).isEqualTo(FailureKind.TIMEOUT);
    assertThat(PostgresClassifier.kind(new SQLRecoverableException()))
        .isEqualTo(FailureKind.UNAVAILABLE);
    assertThat(PostgresClassifier.kind(new SQLException("?"))).isEqualTo(FailureKind.UNKNOWN);
    assertThat(PostgresClassifier.kind(new IllegalStateException())).isEqualTo(FailureKind.UNKNOWN);
  }

  @Test
  void circlesEnd() {
    SQLException one = new SQLException("one", (String) null);
    SQLException other = new SQLException("other", (String) null, one);
    one.setNextException(other);

    assertThat(PostgresClassifier.kind(one)).isEqualTo(FailureKind.UNKNOWN);
  }

  @Test
  void aMessageIsOneShortLine() {
    SQLException error = new SQLException("x".repeat(1_000) + "\n  Detail: a record", "22P02");

    StoreException translated = PostgresClassifier.translate(error);

    assertThat(translated).hasMessage("x".repeat(300)).hasCause(error);
    assertThat(PostgresClassifier.translate(translated)).isSameAs(translated);
  }
}
