package org.discogsography.resilience.postgres;

import java.util.List;
import java.util.Set;
import org.discogsography.resilience.failure.FailureKind;
import org.discogsography.resilience.failure.StoreException;

/**
 * What errors mean for callers with statements of their own: one with a misspelt name is their
 * mistake, and must neither open the breaker for everybody else nor be tried again. Workers, whose
 * statements are always the same, take the same error for a broken schema.
 */
final class CallerFailures {
  /** Somebody has to mend these on the server. */
  private static final Set<String> THE_SERVERS = Set.of("42501");

  /**
   * Classes and states of statements that nobody should have sent: warnings and "no data" that the
   * driver makes of a wrong method, cursors, an aborted transaction that goes on, syntax, names.
   */
  private static final List<String> MISTAKES =
      List.of("01", "02", "07", "0A", "24", "25001", "25P01", "25P02", "34", "3B", "42", "55000");

  private CallerFailures() {}

  static StoreException translate(Throwable error) {
    StoreException failure = PostgresClassifier.translate(error);
    String code = failure.code();
    boolean mistake =
        (failure.kind() == FailureKind.SYSTEMIC || failure.kind() == FailureKind.UNKNOWN)
            && MISTAKES.stream().anyMatch(code::startsWith)
            && !THE_SERVERS.contains(code);
    return mistake
        ? new StoreException(
            failure.store(), FailureKind.DATA, code, String.valueOf(failure.getMessage()), error)
        : failure;
  }
}
