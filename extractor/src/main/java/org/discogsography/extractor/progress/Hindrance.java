package org.discogsography.extractor.progress;

/** What keeps records from being sent while there are some to send. */
public sealed interface Hindrance {
  /**
   * A queue is so full that the publisher waits.
   *
   * @param ready messages in it at the last look
   * @param limit from which on the publisher waits, until half of it is left
   */
  record Backlog(String queue, long ready, long limit) implements Hindrance {}

  /** The broker does not answer. */
  record BrokerAway() implements Hindrance {}
}
