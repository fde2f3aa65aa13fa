package org.discogsography.resilience.postgres;

import static java.util.Map.entry;
import static org.discogsography.resilience.failure.FailureKind.CONTENTION;
import static org.discogsography.resilience.failure.FailureKind.DATA;
import static org.discogsography.resilience.failure.FailureKind.EXHAUSTED;
import static org.discogsography.resilience.failure.FailureKind.SYSTEMIC;
import static org.discogsography.resilience.failure.FailureKind.TIMEOUT;
import static org.discogsography.resilience.failure.FailureKind.UNAVAILABLE;

import java.util.Map;
import java.util.Optional;
import org.discogsography.resilience.failure.FailureKind;

/**
 * What each SQLState of PostgreSQL's appendix A means here. A row is a whole state or the beginning
 * of one; the longest row that fits counts.
 */
final class SqlStates {
  static final Map<String, FailureKind> TABLE =
      Map.ofEntries(
          // Connections: refused, lost, rejected, and whatever a pooler in between has to say.
          entry("08", UNAVAILABLE),
          // The transaction as such.
          entry("25006", SYSTEMIC), // read only: a standby, or somebody made it so
          entry("25P03", UNAVAILABLE), // idle in transaction for too long: the session is gone
          entry("25P04", TIMEOUT), // transaction_timeout
          entry("40001", CONTENTION),
          entry("40003", UNAVAILABLE), // nobody knows whether it was done
          entry("40P01", CONTENTION),
          entry("55006", CONTENTION),
          entry("55P03", CONTENTION),
          entry("57014", TIMEOUT),
          // The server as such.
          entry("53", UNAVAILABLE),
          entry("53100", SYSTEMIC), // disk full
          entry("53300", EXHAUSTED),
          entry("57", UNAVAILABLE), // stopping, crashed, starting
          entry("57P04", SYSTEMIC), // database dropped
          entry("58", UNAVAILABLE),
          entry("58P01", SYSTEMIC), // a file of the database is missing
          entry("XX", UNAVAILABLE),
          entry("XX001", SYSTEMIC), // corrupted
          entry("XX002", SYSTEMIC),
          entry("F0", SYSTEMIC),
          // Somebody has to mend something.
          entry("0A", SYSTEMIC),
          entry("26", SYSTEMIC), // prepared statements through a pooler that loses them
          entry("28", SYSTEMIC),
          entry("3D", SYSTEMIC),
          entry("3F", SYSTEMIC),
          entry("42", SYSTEMIC),
          // What was sent.
          entry("21", DATA),
          entry("22", DATA),
          entry("23", DATA),
          entry("44", DATA),
          entry("54", DATA),
          entry("P0", DATA)); // raised by a trigger or a function

  private SqlStates() {}

  static Optional<FailureKind> kind(String state) {
    for (int length = state.length(); length >= 2; length--) {
      FailureKind kind = TABLE.get(state.substring(0, length));
      if (kind != null) {
        return Optional.of(kind);
      }
    }
    return Optional.empty();
  }
}
