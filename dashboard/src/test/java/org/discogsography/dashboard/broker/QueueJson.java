package org.discogsography.dashboard.broker;

/** Answers of the management API. */
public final class QueueJson {
  private QueueJson() {}

  /** One work queue and its dead-letter queue, with more fields than we know. */
  public static String queues() {
    return """
    [{"name": "discogsography.graphinator.releases", "vhost": "/", "durable": true,
      "messages": 1500, "messages_ready": 1300, "messages_unacknowledged": 200,
      "consumers": 1, "arguments": {"x-queue-type": "quorum"}, "members": ["rabbit@a"],
      "message_stats": {"publish": 9, "publish_details": {"rate": 12.5},
                        "ack": 7, "ack_details": {"rate": 3.5}},
      "garbage_collection": {"max_heap_size": 0}, "consumer_utilisation": null},
     {"name": "discogsography.graphinator.releases.dlq", "vhost": "/", "messages": 4},
     {"name": "somebody.elses", "vhost": "/", "messages": 77}]
    """;
  }
}
