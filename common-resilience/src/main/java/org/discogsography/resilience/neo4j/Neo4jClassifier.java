package org.discogsography.resilience.neo4j;

import static org.discogsography.resilience.failure.FailureKind.CONTENTION;
import static org.discogsography.resilience.failure.FailureKind.DATA;
import static org.discogsography.resilience.failure.FailureKind.EXHAUSTED;
import static org.discogsography.resilience.failure.FailureKind.SYSTEMIC;
import static org.discogsography.resilience.failure.FailureKind.TIMEOUT;
import static org.discogsography.resilience.failure.FailureKind.UNAVAILABLE;
import static org.discogsography.resilience.failure.FailureKind.UNKNOWN;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import org.discogsography.resilience.failure.FailureKind;
import org.discogsography.resilience.failure.StoreException;
import org.discogsography.resilience.tls.TlsProblem;
import org.neo4j.driver.exceptions.AuthorizationExpiredException;
import org.neo4j.driver.exceptions.ClientException;
import org.neo4j.driver.exceptions.ConnectionReadTimeoutException;
import org.neo4j.driver.exceptions.DiscoveryException;
import org.neo4j.driver.exceptions.Neo4jException;
import org.neo4j.driver.exceptions.ProtocolException;
import org.neo4j.driver.exceptions.SecurityException;
import org.neo4j.driver.exceptions.ServiceUnavailableException;
import org.neo4j.driver.exceptions.SessionExpiredException;
import org.neo4j.driver.exceptions.TransactionTerminatedException;
import org.neo4j.driver.exceptions.UnsupportedFeatureException;
import org.neo4j.driver.exceptions.UntrustedServerException;

/**
 * Neo4j status codes and the driver's exceptions as {@link FailureKind}s. A code says more than the
 * exception that carries it, so codes come first, a whole code before its group; exceptions decide
 * where there is no code. Stateless.
 *
 * <p>Codes that start with {@code Neo.TransientError} are never {@link FailureKind#DATA}: the
 * server itself says that the same may succeed later.
 */
public final class Neo4jClassifier {
  /** The dependency's name in health, metrics and {@link StoreException#store()}. */
  public static final String STORE = "neo4j";

  private static final String NO_CODE = "N/A";

  /** How the pool words it: the exception is a plain ClientException without a code. */
  private static final String ACQUISITION = "Unable to acquire connection from the pool";

  private static final Map<String, FailureKind> CODES =
      Map.ofEntries(
          Map.entry("Neo.TransientError.", UNAVAILABLE),
          Map.entry("Neo.TransientError.Transaction.DeadlockDetected", CONTENTION),
          Map.entry("Neo.TransientError.Transaction.LockAcquisitionTimeout", CONTENTION),
          Map.entry("Neo.TransientError.Transaction.LockClientStopped", CONTENTION),
          Map.entry("Neo.TransientError.Transaction.Outdated", CONTENTION),
          Map.entry("Neo.TransientError.Transaction.ConstraintsChanged", CONTENTION),
          Map.entry("Neo.TransientError.Transaction.MaximumTransactionLimitReached", EXHAUSTED),
          Map.entry("Neo.TransientError.Request.NoThreadsAvailable", EXHAUSTED),
          Map.entry("Neo.TransientError.General.OutOfMemoryError", TIMEOUT),
          Map.entry("Neo.TransientError.General.StackOverFlowError", TIMEOUT),
          Map.entry("Neo.TransientError.General.MemoryPoolOutOfMemoryError", TIMEOUT),
          Map.entry("Neo.TransientError.General.TransactionOutOfMemoryError", TIMEOUT),
          Map.entry("Neo.ClientError.Transaction.", UNAVAILABLE),
          Map.entry("Neo.ClientError.Transaction.LockClientStopped", CONTENTION),
          Map.entry("Neo.ClientError.Transaction.TransactionTimedOut", TIMEOUT),
          Map.entry("Neo.ClientError.Transaction.TransactionTimedOutClientConfiguration", TIMEOUT),
          Map.entry("Neo.ClientError.Cluster.", UNAVAILABLE),
          Map.entry("Neo.ClientError.Security.", SYSTEMIC),
          Map.entry("Neo.ClientError.Security.AuthorizationExpired", UNAVAILABLE),
          Map.entry("Neo.ClientError.Security.TokenExpired", UNAVAILABLE),
          Map.entry("Neo.ClientError.Database.", SYSTEMIC),
          Map.entry("Neo.ClientError.Schema.", SYSTEMIC),
          Map.entry("Neo.ClientError.Schema.ConstraintValidationFailed", DATA),
          Map.entry("Neo.ClientError.Statement.", SYSTEMIC),
          Map.entry("Neo.ClientError.Statement.ArgumentError", DATA),
          Map.entry("Neo.ClientError.Statement.ArithmeticError", DATA),
          Map.entry("Neo.ClientError.Statement.EntityNotFound", DATA),
          Map.entry("Neo.ClientError.Statement.TypeError", DATA),
          Map.entry("Neo.ClientError.General.ForbiddenOnReadOnlyDatabase", SYSTEMIC),
          Map.entry("Neo.ClientError.General.ReadOnly", SYSTEMIC),
          Map.entry("Neo.ClientError.General.WriteOnReadOnlyAccessDatabase", SYSTEMIC),
          Map.entry("Neo.DatabaseError.Database.", UNAVAILABLE),
          Map.entry("Neo.DatabaseError.Schema.", SYSTEMIC),
          Map.entry("Neo.DatabaseError.General.IndexCorruptionDetected", SYSTEMIC),
          Map.entry("Neo.DatabaseError.General.SchemaCorruptionDetected", SYSTEMIC),
          Map.entry("Neo.DatabaseError.General.StorageDamageDetected", SYSTEMIC),
          // A value that is too long for an index arrives under this name.
          Map.entry("Neo.DatabaseError.Statement.ExecutionFailed", DATA),
          Map.entry("Neo.DatabaseError.Transaction.", SYSTEMIC),
          Map.entry("Neo.DatabaseError.Transaction.TransactionStartFailed", UNAVAILABLE),
          Map.entry("Neo.DatabaseError.Transaction.TransactionTerminationFailed", UNAVAILABLE));

  private record ExceptionRow(Class<? extends Throwable> type, FailureKind kind) {}

  private static final List<ExceptionRow> EXCEPTIONS =
      List.of(
          new ExceptionRow(ServiceUnavailableException.class, UNAVAILABLE),
          new ExceptionRow(SessionExpiredException.class, UNAVAILABLE),
          new ExceptionRow(ConnectionReadTimeoutException.class, UNAVAILABLE),
          new ExceptionRow(DiscoveryException.class, UNAVAILABLE),
          new ExceptionRow(AuthorizationExpiredException.class, UNAVAILABLE),
          new ExceptionRow(ProtocolException.class, UNAVAILABLE),
          new ExceptionRow(TransactionTerminatedException.class, UNAVAILABLE),
          new ExceptionRow(UnsupportedFeatureException.class, SYSTEMIC),
          new ExceptionRow(UntrustedServerException.class, SYSTEMIC),
          new ExceptionRow(SecurityException.class, SYSTEMIC),
          new ExceptionRow(IOException.class, UNAVAILABLE),
          new ExceptionRow(TimeoutException.class, UNAVAILABLE));

  private Neo4jClassifier() {}

  /** What the failure means; {@link FailureKind#UNKNOWN} for whatever is in no table. */
  public static FailureKind kind(Throwable failure) {
    return kindOf(decisive(failure));
  }

  /** The failure in everybody's words, with Neo4j's code or else the exception's class name. */
  public static StoreException translate(Throwable failure) {
    if (failure instanceof StoreException known) {
      return known;
    }
    Optional<String> untrusted = TlsProblem.sentence(failure, Neo4jSettings.AUTHORITIES);
    if (untrusted.isPresent()) {
      return new StoreException(STORE, SYSTEMIC, code(failure), untrusted.get(), failure);
    }
    Throwable decisive = decisive(failure);
    return new StoreException(STORE, kindOf(decisive), code(decisive), message(failure), failure);
  }

  /** The first in the chain of causes that is in a table, or else the outermost. */
  private static Throwable decisive(Throwable failure) {
    for (Throwable at = failure; at != null; at = at.getCause()) {
      if (kindOf(at) != UNKNOWN) {
        return at;
      }
    }
    return failure;
  }

  private static FailureKind kindOf(Throwable failure) {
    if (failure instanceof Neo4jException neo4j && hasCode(neo4j)) {
      return kindOfCode(neo4j.code());
    }
    if (failure instanceof ClientException && message(failure).startsWith(ACQUISITION)) {
      return EXHAUSTED;
    }
    if (failure instanceof TransactionTerminatedException && failure.getCause() != null) {
      return UNKNOWN; // the cause says why it was terminated
    }
    return EXCEPTIONS.stream()
        .filter(row -> row.type().isInstance(failure))
        .map(ExceptionRow::kind)
        .findFirst()
        .orElse(UNKNOWN);
  }

  private static FailureKind kindOfCode(String code) {
    for (int end = code.length(); end > 0; end = code.lastIndexOf('.', end - 2) + 1) {
      FailureKind kind = CODES.get(code.substring(0, end));
      if (kind != null) {
        return kind;
      }
    }
    return UNKNOWN;
  }

  private static String code(Throwable failure) {
    return failure instanceof Neo4jException neo4j && hasCode(neo4j)
        ? neo4j.code()
        : failure.getClass().getSimpleName();
  }

  private static boolean hasCode(Neo4jException failure) {
    return failure.code() != null && !failure.code().equals(NO_CODE);
  }

  private static String message(Throwable failure) {
    return failure.getMessage() == null ? failure.getClass().getName() : failure.getMessage();
  }
}
