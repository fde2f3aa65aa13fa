package org.discogsography.dashboard.rehearsal;

/**
 * How much the extractor has sent, by its account; it counts from zero in every run.
 *
 * @param confirmed messages of this run that the broker has
 * @param lastRun what tells the last complete run from others; empty before the first
 * @param lastRunSent messages of that run
 */
record Sent(long confirmed, String lastRun, long lastRunSent) {
  /** What was confirmed since an earlier moment; at most one run may have ended in between. */
  long since(Sent before) {
    boolean another = before.done() && !equals(before);
    long from = another ? 0 : before.confirmed;
    if (lastRun.equals(before.lastRun)) {
      return confirmed >= from ? confirmed - from : confirmed;
    }
    return Math.max(0, lastRunSent - from) + (done() ? 0 : confirmed);
  }

  /** Whether these are the figures of a run that has ended. */
  private boolean done() {
    return !lastRun.isEmpty() && confirmed == lastRunSent;
  }
}
