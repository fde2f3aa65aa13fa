package org.discogsography.resilience.postgres;

import org.discogsography.resilience.probe.Availability;
import org.discogsography.resilience.probe.Availability.Away;

/** What a caller wants of the server. */
enum ServerAccess {
  /** A server that only refuses to write will do. */
  READ,
  WRITE;

  private static final String READ_ONLY = "25006";

  boolean isPossible(Away away) {
    return switch (this) {
      case READ -> answersReads(away);
      case WRITE -> false;
    };
  }

  /** Away for those who write, because it is a standby or was made read-only; still there. */
  static boolean answersReads(Availability availability) {
    return availability instanceof Away away && away.reason().code().equals(READ_ONLY);
  }
}
