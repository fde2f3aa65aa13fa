package org.discogsography.tableinator;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.discogsography.messages.RecordMessage;
import org.discogsography.messages.RecordMessage.Delete;
import org.discogsography.messages.RecordMessage.Upsert;

/**
 * Records of one type, ready to be written together: one message per id, the one that would win
 * anyway, in the order of ids, in which all writers lock rows.
 *
 * @param upserts those that only a lower version gives way to
 * @param forced upserts that also replace an equal version, and an equal hash
 */
record Batch(List<Upsert> upserts, List<Upsert> forced, List<Delete> deletes) {
  static Batch of(List<RecordMessage> messages) {
    SortedMap<Long, RecordMessage> winners = new TreeMap<>();
    messages.forEach(message -> winners.merge(message.id(), message, Batch::winner));
    Set<Long> mended = mended(messages);
    List<Upsert> upserts = new ArrayList<>();
    List<Upsert> forced = new ArrayList<>();
    List<Delete> deletes = new ArrayList<>();
    for (RecordMessage message : winners.values()) {
      switch (message) {
        case Upsert upsert -> (mended.contains(upsert.id()) ? forced : upserts).add(upsert);
        case Delete delete -> deletes.add(delete);
      }
    }
    return new Batch(upserts, forced, deletes);
  }

  /** What was to be written in any case still is when a later version stands in for it. */
  private static Set<Long> mended(List<RecordMessage> messages) {
    return messages.stream()
        .filter(message -> message instanceof Upsert upsert && upsert.force())
        .map(RecordMessage::id)
        .collect(Collectors.toSet());
  }

  /**
   * As if one came after the other: the higher version; of equal ones a delete, or what is forced.
   */
  private static RecordMessage winner(RecordMessage one, RecordMessage other) {
    int order = one.version().compareTo(other.version());
    if (order == 0) {
      return rank(one) >= rank(other) ? one : other;
    }
    return order > 0 ? one : other;
  }

  private static int rank(RecordMessage message) {
    return switch (message) {
      case Delete delete -> 2;
      case Upsert upsert -> upsert.force() ? 1 : 0;
    };
  }
}
