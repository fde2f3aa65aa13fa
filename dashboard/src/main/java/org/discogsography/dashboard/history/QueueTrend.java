package org.discogsography.dashboard.history;

import org.jspecify.annotations.Nullable;

/**
 * Where a queue is going.
 *
 * @param perSecond by how much it grew in each second of the last minute; null while that is not
 *     known
 * @param behindSeconds how long ago what is next in it arrived: an estimate from what arrived
 *     since; null while that is not known
 * @param behindAtLeast whether it may be longer, because the history ends there
 * @param secondsLeft until it is empty, at the pace of the last minute; null where it is not
 *     shrinking, empty, or nobody empties it
 */
public record QueueTrend(
    @Nullable Double perSecond,
    @Nullable Long behindSeconds,
    boolean behindAtLeast,
    @Nullable Long secondsLeft) {
  /** Nothing is known yet. */
  public static final QueueTrend UNKNOWN = new QueueTrend(null, null, false, null);

  /** The same, of a queue that nobody empties. */
  public QueueTrend withoutEnd() {
    return new QueueTrend(perSecond, behindSeconds, behindAtLeast, null);
  }
}
