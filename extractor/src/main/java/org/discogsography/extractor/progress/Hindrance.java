package org.discogsography.extractor.progress;

import java.util.LinkedHashMap;
import java.util.Map;

/** What keeps records from being sent while there are some to send. */
public sealed interface Hindrance {
  /**
   * A queue is so full that the publisher waits.
   *
   * @param ready messages in it at the last look
   * @param limit from which on the publisher waits, until half of it is left
   */
  record Backlog(String queue, long ready, long limit) implements Hindrance {
    Map<String, Object> details() {
      Map<String, Object> details = new LinkedHashMap<>();
      details.put("queue", queue);
      details.put("ready", ready);
      details.put("limit", limit);
      return details;
    }
  }

  /** The broker does not answer. */
  record BrokerAway() implements Hindrance {}
}
