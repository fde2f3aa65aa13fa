package org.discogsography.graphinator;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.discogsography.graphinator.GraphChange.Put;
import org.discogsography.graphinator.GraphChange.Remove;

/**
 * The changes of one transaction: one per id, the latest version, sorted by id so that two
 * transactions lock nodes in the same order.
 */
record Batch(List<Put> puts, List<Remove> removes) {
  static Batch of(List<GraphChange> changes) {
    TreeMap<Long, GraphChange> latest = new TreeMap<>();
    for (GraphChange change : changes) {
      latest.merge(change.id(), change, Batch::later);
    }
    Set<Long> mended = mended(changes);
    List<Put> puts =
        only(latest.values(), Put.class).stream()
            .map(put -> mended.contains(put.id()) ? put.forced() : put)
            .toList();
    return new Batch(puts, only(latest.values(), Remove.class));
  }

  /** What was to be written in any case still is when a later version stands in for it. */
  private static Set<Long> mended(List<GraphChange> changes) {
    return changes.stream()
        .filter(change -> change instanceof Put put && put.force())
        .map(GraphChange::id)
        .collect(Collectors.toSet());
  }

  private static GraphChange later(GraphChange first, GraphChange second) {
    return second.version().compareTo(first.version()) > 0 ? second : first;
  }

  private static <T> List<T> only(Collection<?> changes, Class<T> type) {
    return changes.stream().filter(type::isInstance).map(type::cast).toList();
  }
}
