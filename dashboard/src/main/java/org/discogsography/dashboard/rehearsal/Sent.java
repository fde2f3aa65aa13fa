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
    boolean ended = !lastRun.equals(before.lastRun);
    if (ended && confirmed != lastRunSent) {
      return Math.max(0, lastRunSent - before.confirmed) + confirmed;
    }
    return confirmed >= before.confirmed ? confirmed - before.confirmed : confirmed;
  }
}
