package org.discogsography.dashboard.rehearsal;

import java.time.Instant;

/**
 * What is known of an outage before it happens.
 *
 * @param how stop, kill or pause; unknown for one that was noticed
 * @param downSeconds how long the server is to be away; 0 where nobody said
 * @param created when the rehearsal was announced, or the outage noticed
 */
record Plan(
    String id,
    Server server,
    String how,
    Origin origin,
    long downSeconds,
    Criteria criteria,
    Instant created) {
  /** Whether it was announced. */
  enum Origin {
    REHEARSED,
    NOTICED
  }
}
