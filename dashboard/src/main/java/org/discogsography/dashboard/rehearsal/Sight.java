package org.discogsography.dashboard.rehearsal;

import java.time.Instant;

/** What those that are connected to a server say of it. */
sealed interface Sight {
  /**
   * All of them have it.
   *
   * @param since when the last of them got it
   */
  record Here(Instant since) implements Sight {}

  /**
   * At least one of them misses it.
   *
   * @param since when the first of them lost it
   */
  record Gone(Instant since) implements Sight {}

  /** Nobody can be asked. */
  record Unknown() implements Sight {}
}
