package org.discogsography.dashboard.rehearsal;

import java.time.Instant;
import java.util.Map;
import org.discogsography.messages.SinkName;

/**
 * Everything that could be seen at one moment.
 *
 * @param services those that answered, by name
 * @param management the management API's answer
 */
record Look(Instant at, Map<String, ServiceLook> services, Management management) {
  Look {
    services = Map.copyOf(services);
  }

  /** What the management API says. */
  sealed interface Management {
    /**
     * The figures of each pipeline's queues; a pipeline is left out while the broker does not know
     * all of them.
     *
     * @param at when they were told
     */
    record Told(Instant at, Map<SinkName, Depth> depths) implements Management {}

    /** Nobody listens, or nobody answers. */
    record Silent() implements Management {}

    /** It was not asked yet, or does not let us in. */
    record NotAsked() implements Management {}
  }

  /**
   * All queues of one pipeline together.
   *
   * @param waiting ready and unacknowledged
   * @param dead in the dead-letter queues
   */
  record Depth(long waiting, long dead) {
    Depth plus(Depth more) {
      return new Depth(waiting + more.waiting, dead + more.dead);
    }
  }
}
