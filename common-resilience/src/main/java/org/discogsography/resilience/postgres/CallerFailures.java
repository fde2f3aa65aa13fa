package org.discogsography.resilience.postgres;

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

  private CallerFailures() {}

  static StoreException translate(Throwable error) {
    StoreException failure = PostgresClassifier.translate(error);
    String code = failure.code();
    boolean mistake =
        failure.kind() == FailureKind.SYSTEMIC
            && (code.startsWith("42") || code.startsWith("0A"))
            && !THE_SERVERS.contains(code);
    return mistake
        ? new StoreException(
            failure.store(), FailureKind.DATA, code, String.valueOf(failure.getMessage()), error)
        : failure;
  }
}
