package org.discogsography.graphinator;

import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
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
    return new Batch(only(latest.values(), Put.class), only(latest.values(), Remove.class));
  }

  /** A record that was to be written in any case still is when a later version replaces it. */
  private static GraphChange later(GraphChange first, GraphChange second) {
    boolean secondIsNewer = second.version().compareTo(first.version()) > 0;
    GraphChange winner = secondIsNewer ? second : first;
    GraphChange loser = secondIsNewer ? first : second;
    return winner instanceof Put put && loser instanceof Put other && other.force()
        ? new Put(put.id(), put.version(), put.sha256(), true, put.properties(), put.targets())
        : winner;
  }

  private static <T> List<T> only(Collection<?> changes, Class<T> type) {
    return changes.stream().filter(type::isInstance).map(type::cast).toList();
  }
}
