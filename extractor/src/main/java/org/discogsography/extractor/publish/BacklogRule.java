package org.discogsography.extractor.publish;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.discogsography.extractor.progress.Hindrance.Backlog;
import org.discogsography.resilience.rabbit.QueueDepth;
import org.jspecify.annotations.Nullable;

/**
 * Which queues are full: from their limit on, until half of it is left. The limit follows the
 * consumers, which come and go. Not thread-safe.
 */
final class BacklogRule {
  private final BacklogLimits limits;
  private final Set<String> full = new HashSet<>();

  BacklogRule(BacklogLimits limits) {
    this.limits = limits;
  }

  /** The fullest of these queues that is full, or null. */
  @Nullable Backlog full(List<QueueDepth> depths) {
    Backlog fullest = null;
    for (QueueDepth depth : depths) {
      if (isFull(depth) && (fullest == null || depth.ready() > fullest.ready())) {
        fullest = new Backlog(depth.queue(), depth.ready(), limits.of(depth));
      }
    }
    return fullest;
  }

  private boolean isFull(QueueDepth depth) {
    long limit = limits.of(depth);
    boolean now =
        depth.ready() >= limit || (full.contains(depth.queue()) && depth.ready() > limit / 2);
    if (now) {
      full.add(depth.queue());
    } else {
      full.remove(depth.queue());
    }
    return now;
  }
}
