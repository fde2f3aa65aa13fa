package org.discogsography.resilience.rabbit;

import java.time.Duration;

/**
 * What lives and dies together: a memory alarm stops a connection that publishes, with everything
 * on it, so publishing has one of its own.
 *
 * @param number counts up by one with each
 */
record Epoch(
    long number, BrokerConnection publishing, BrokerConnection consuming, BlockedState blocked) {

  void close(Duration limit) {
    publishing.close(limit);
    consuming.close(limit);
  }
}
