package org.discogsography.resilience.rabbit;

/** What becomes of a delivery. */
public enum Outcome {
  /** Done with; the broker forgets it. */
  ACK,
  /** Back to the queue; counts as one delivery. */
  REQUEUE,
  /** To the queue's own dead-letter exchange, if it has one. */
  REJECT
}
