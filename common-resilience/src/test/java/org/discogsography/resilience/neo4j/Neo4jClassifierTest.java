package org.discogsography.resilience.neo4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import org.discogsography.resilience.failure.FailureKind;
import org.discogsography.resilience.failure.StoreException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.neo4j.driver.exceptions.AuthenticationException;
import org.neo4j.driver.exceptions.ClientException;
import org.neo4j.driver.exceptions.ConnectionReadTimeoutException;
import org.neo4j.driver.exceptions.DatabaseException;
import org.neo4j.driver.exceptions.DiscoveryException;
import org.neo4j.driver.exceptions.Neo4jException;
import org.neo4j.driver.exceptions.ProtocolException;
import org.neo4j.driver.exceptions.SecurityException;
import org.neo4j.driver.exceptions.ServiceUnavailableException;
import org.neo4j.driver.exceptions.SessionExpiredException;
import org.neo4j.driver.exceptions.TransactionTerminatedException;
import org.neo4j.driver.exceptions.TransientException;
import org.neo4j.driver.exceptions.UntrustedServerException;

class Neo4jClassifierTest {
  @ParameterizedTest
  @CsvSource({
    "Neo.TransientError.General.DatabaseUnavailable, UNAVAILABLE",
    "Neo.TransientError.Database.DatabaseUnavailable, UNAVAILABLE",
    "Neo.TransientError.Transaction.Terminated, UNAVAILABLE",
    "Neo.TransientError.Something.New, UNAVAILABLE",
    "Neo.TransientError.Transaction.DeadlockDetected, CONTENTION",
    "Neo.TransientError.Transaction.LockAcquisitionTimeout, CONTENTION",
    "Neo.TransientError.Transaction.LockClientStopped, CONTENTION",
    "Neo.TransientError.Transaction.Outdated, CONTENTION",
    "Neo.TransientError.Transaction.ConstraintsChanged, CONTENTION",
    "Neo.TransientError.Transaction.MaximumTransactionLimitReached, EXHAUSTED",
    "Neo.TransientError.Request.NoThreadsAvailable, EXHAUSTED",
    "Neo.TransientError.General.OutOfMemoryError, TIMEOUT",
    "Neo.TransientError.General.StackOverFlowError, TIMEOUT",
    "Neo.TransientError.General.MemoryPoolOutOfMemoryError, TIMEOUT",
    "Neo.TransientError.General.TransactionOutOfMemoryError, TIMEOUT",
    "Neo.ClientError.Transaction.Terminated, UNAVAILABLE",
    "Neo.ClientError.Transaction.LockClientStopped, CONTENTION",
    "Neo.ClientError.Transaction.TransactionTimedOut, TIMEOUT",
    "Neo.ClientError.Transaction.TransactionTimedOutClientConfiguration, TIMEOUT",
    "Neo.ClientError.Cluster.NotALeader, UNAVAILABLE",
    "Neo.ClientError.Security.Unauthorized, SYSTEMIC",
    "Neo.ClientError.Security.AuthenticationRateLimit, SYSTEMIC",
    "Neo.ClientError.Security.Forbidden, SYSTEMIC",
    "Neo.ClientError.Security.AuthorizationExpired, UNAVAILABLE",
    "Neo.ClientError.Security.TokenExpired, UNAVAILABLE",
    "Neo.ClientError.Database.DatabaseNotFound, SYSTEMIC",
    "Neo.ClientError.Schema.ConstraintCreationFailed, SYSTEMIC",
    "Neo.ClientError.Schema.ConstraintValidationFailed, DATA",
    "Neo.ClientError.Statement.SyntaxError, SYSTEMIC",
    "Neo.ClientError.Statement.ParameterMissing, SYSTEMIC",
    "Neo.ClientError.Statement.ArgumentError, DATA",
    "Neo.ClientError.Statement.ArithmeticError, DATA",
    "Neo.ClientError.Statement.EntityNotFound, DATA",
    "Neo.ClientError.Statement.TypeError, DATA",
    "Neo.ClientError.General.ForbiddenOnReadOnlyDatabase, SYSTEMIC",
    "Neo.ClientError.General.ReadOnly, SYSTEMIC",
    "Neo.ClientError.General.WriteOnReadOnlyAccessDatabase, SYSTEMIC",
    "Neo.ClientError.Request.Invalid, UNKNOWN",
    "Neo.DatabaseError.Database.UnableToStartDatabase, UNAVAILABLE",
    "Neo.DatabaseError.Schema.ConstraintCreationFailed, SYSTEMIC",
    "Neo.DatabaseError.General.IndexCorruptionDetected, SYSTEMIC",
    "Neo.DatabaseError.General.SchemaCorruptionDetected, SYSTEMIC",
    "Neo.DatabaseError.General.StorageDamageDetected, SYSTEMIC",
    "Neo.DatabaseError.General.UnknownError, UNKNOWN",
    "Neo.DatabaseError.Statement.ExecutionFailed, DATA",
    "Neo.DatabaseError.Transaction.TransactionCommitFailed, SYSTEMIC",
    "Neo.DatabaseError.Transaction.TransactionLogError, SYSTEMIC",
    "Neo.DatabaseError.Transaction.TransactionStartFailed, UNAVAILABLE",
    "Neo.DatabaseError.Transaction.TransactionTerminationFailed, UNAVAILABLE",
    "nonsense, UNKNOWN"
  })
  void everyCodeHasItsKind(String code, FailureKind kind) {
    assertThat(Neo4jClassifier.kind(new ClientException(code, "message"))).isEqualTo(kind);
    assertThat(Neo4jClassifier.kind(new TransientException(code, "message"))).isEqualTo(kind);
    assertThat(Neo4jClassifier.kind(new DatabaseException(code, "message"))).isEqualTo(kind);
  }

  @Test
  void exceptionsWithoutACodeHaveTheirKind() {
    assertUnavailable(new ServiceUnavailableException("refused"));
    assertUnavailable(new SessionExpiredException("gone"));
    assertUnavailable(ConnectionReadTimeoutException.INSTANCE);
    assertUnavailable(new DiscoveryException("no router", null));
    assertUnavailable(new ProtocolException("half a greeting"));
    assertUnavailable(new IOException("reset"));
    assertUnavailable(new TimeoutException("late"));
    assertThat(Neo4jClassifier.kind(new SecurityException("TLS", new IOException("handshake"))))
        .isEqualTo(FailureKind.SYSTEMIC);
    assertThat(Neo4jClassifier.kind(new UntrustedServerException("who")))
        .isEqualTo(FailureKind.SYSTEMIC);
    assertThat(Neo4jClassifier.kind(new IllegalArgumentException("bug")))
        .isEqualTo(FailureKind.UNKNOWN);
  }

  @Test
  void aFullPoolIsRecognisedByItsWordsBecauseItHasNoCode() {
    String words =
        "Unable to acquire connection from the pool within configured maximum time of 9ms";
    assertThat(Neo4jClassifier.kind(new ClientException("N/A", words)))
        .isEqualTo(FailureKind.EXHAUSTED);
    assertThat(Neo4jClassifier.kind(new ClientException("N/A", "something else")))
        .isEqualTo(FailureKind.UNKNOWN);
  }

  @Test
  void aCauseDecidesWhereTheOutsideSaysNothing() {
    RuntimeException wrapped = new RuntimeException(new ServiceUnavailableException("underneath"));
    assertUnavailable(wrapped);
    assertThat(Neo4jClassifier.translate(wrapped).code()).isEqualTo("ServiceUnavailableException");
  }

  @Test
  void aTerminatedTransactionIsWhatTerminatedIt() {
    Neo4jException deadlock =
        new TransientException("Neo.TransientError.Transaction.DeadlockDetected", "deadlock");
    StoreException translated = Neo4jClassifier.translate(terminatedBy(deadlock));
    assertThat(translated.kind()).isEqualTo(FailureKind.CONTENTION);
    assertThat(translated.code()).isEqualTo("Neo.TransientError.Transaction.DeadlockDetected");
  }

  @Test
  void translationKeepsTheCodeAndNeverTranslatesTwice() {
    StoreException once =
        Neo4jClassifier.translate(
            new AuthenticationException("Neo.ClientError.Security.Unauthorized", "no"));
    assertThat(once.store()).isEqualTo("neo4j");
    assertThat(once.code()).isEqualTo("Neo.ClientError.Security.Unauthorized");
    assertThat(Neo4jClassifier.translate(once)).isSameAs(once);
  }

  private static TransactionTerminatedException terminatedBy(Neo4jException cause) {
    return new TransactionTerminatedException(
        "50N42", "description", "N/A", "terminated", Map.of(), cause);
  }

  private static void assertUnavailable(Exception failure) {
    assertThat(Neo4jClassifier.kind(failure)).isEqualTo(FailureKind.UNAVAILABLE);
  }
}
