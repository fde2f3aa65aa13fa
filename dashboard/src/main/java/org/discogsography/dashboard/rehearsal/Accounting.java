package org.discogsography.dashboard.rehearsal;

import java.util.List;

/**
 * Where the messages of an outage went.
 *
 * @param pipelines one line each
 * @param closed whether every message is accounted for in each of them
 * @param exact whether that can be said to the message: nothing began anew, moved while the figures
 *     were taken, or may have been there twice
 * @param lost messages that are nowhere, beyond those that may be under way
 * @param note what has to be known to read it
 */
record Accounting(List<Line> pipelines, boolean closed, boolean exact, long lost, String note) {
  Accounting {
    pipelines = List.copyOf(pipelines);
  }

  /**
   * One pipeline: what waited and what came, against what was done and what still waits.
   *
   * @param waitingBefore in its queues when it began
   * @param accepted by the broker since
   * @param settled by the worker since: written, unchanged or set aside
   * @param written records that changed something, deletions among them
   * @param unchanged records that changed nothing, older ones among them
   * @param deadLettered deliveries set aside
   * @param requeued deliveries given back, to be delivered again
   * @param waitingAfter in its queues at the end
   * @param missing what came in and is nowhere; less than none where something was delivered twice
   */
  record Line(
      String pipeline,
      long waitingBefore,
      long accepted,
      long settled,
      long written,
      long unchanged,
      long deadLettered,
      long requeued,
      long waitingAfter,
      long missing) {}
}
