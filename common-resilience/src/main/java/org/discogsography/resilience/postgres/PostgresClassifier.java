package org.discogsography.resilience.postgres;

import java.io.IOException;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTimeoutException;
import java.sql.SQLTransientConnectionException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.discogsography.resilience.failure.FailureKind;
import org.discogsography.resilience.failure.StoreException;
import org.discogsography.resilience.tls.TlsProblem;
import org.jspecify.annotations.Nullable;

/**
 * Says what an error of the PostgreSQL driver or of the pool means. Looks at the error, its causes
 * and its next exceptions: an I/O error among them is always an outage; otherwise the first
 * SQLState that the table knows decides, then the class of the error. Stateless.
 */
public final class PostgresClassifier {
  /** The store's name in health and in {@link StoreException#store()}. */
  public static final String STORE = "postgres";

  private static final int MOST_ERRORS = 32;
  private static final int MESSAGE_LENGTH = 300;

  private PostgresClassifier() {}

  public static FailureKind kind(Throwable error) {
    if (untrusted(error).isPresent()) {
      return FailureKind.SYSTEMIC;
    }
    List<Throwable> errors = chain(error);
    if (errors.stream().anyMatch(IOException.class::isInstance)) {
      return FailureKind.UNAVAILABLE;
    }
    return errors.stream()
        .flatMap(one -> byState(one).stream())
        .findFirst()
        .or(() -> errors.stream().flatMap(one -> byClass(one).stream()).findFirst())
        .orElse(FailureKind.UNKNOWN);
  }

  /** The SQLState that decided, else the first there is, else the class of the error. */
  public static String code(Throwable error) {
    List<String> states =
        chain(error).stream().map(PostgresClassifier::state).filter(s -> !s.isEmpty()).toList();
    return states.stream()
        .filter(state -> SqlStates.kind(state).isPresent())
        .findFirst()
        .or(() -> states.stream().findFirst())
        .orElse(error.getClass().getSimpleName());
  }

  /** The error as the one exception that leaves this package; an existing one stays as it is. */
  public static StoreException translate(Throwable error) {
    return error instanceof StoreException known
        ? known
        : new StoreException(STORE, kind(error), code(error), message(error), error);
  }

  private static Optional<String> untrusted(Throwable error) {
    return TlsProblem.sentence(error, "DATABASE_SSL_ROOT_CERT");
  }

  private static String message(Throwable error) {
    Optional<String> untrusted = untrusted(error);
    if (untrusted.isPresent()) {
      return untrusted.get();
    }
    String text = String.valueOf(error.getMessage()).lines().findFirst().orElse("");
    return text.length() <= MESSAGE_LENGTH ? text : text.substring(0, MESSAGE_LENGTH);
  }

  private static Optional<FailureKind> byState(Throwable error) {
    return SqlStates.kind(state(error));
  }

  private static Optional<FailureKind> byClass(Throwable error) {
    return switch (error) {
      case SQLTransientConnectionException e -> Optional.of(FailureKind.EXHAUSTED);
      case SQLNonTransientConnectionException e -> Optional.of(FailureKind.UNAVAILABLE);
      case SQLRecoverableException e -> Optional.of(FailureKind.UNAVAILABLE);
      case SQLTimeoutException e -> Optional.of(FailureKind.TIMEOUT);
      default -> Optional.empty();
    };
  }

  private static String state(Throwable error) {
    return error instanceof SQLException sql && sql.getSQLState() != null ? sql.getSQLState() : "";
  }

  /** The error, then its next exceptions and causes, nearest first. */
  private static List<Throwable> chain(Throwable error) {
    Set<Throwable> found = new LinkedHashSet<>();
    Deque<Throwable> open = new ArrayDeque<>(List.of(error));
    while (!open.isEmpty() && found.size() < MOST_ERRORS) {
      Throwable next = open.removeFirst();
      if (found.add(next)) {
        addIfPresent(open, next instanceof SQLException sql ? sql.getNextException() : null);
        addIfPresent(open, next.getCause());
      }
    }
    return List.copyOf(found);
  }

  private static void addIfPresent(Deque<Throwable> open, @Nullable Throwable error) {
    if (error != null) {
      open.addLast(error);
    }
  }
}
