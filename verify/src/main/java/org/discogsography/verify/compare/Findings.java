package org.discogsography.verify.compare;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.discogsography.verify.digest.Digests;
import org.discogsography.verify.digest.Part;
import org.discogsography.verify.store.Difference;
import org.discogsography.verify.store.Kind;

/**
 * What one store holds of one type. All differences are counted, the first by id are kept, and of
 * the others only what a repair needs: a bit each, and the versions of the first extra ones. Not
 * thread-safe.
 */
public final class Findings {
  /** A second run finds what is left. */
  static final int MOST_EXTRA = 100_000;

  private static final Comparator<Difference> BY_ID =
      Comparator.comparingLong(Difference::id).thenComparing(Difference::kind);

  private final String store;
  private final int shown;
  private final Map<Kind, Long> counts = new EnumMap<>(Kind.class);
  private final TreeSet<Difference> first = new TreeSet<>(BY_ID);
  private final BitSet again = new BitSet();
  private final List<Difference> extra = new ArrayList<>();
  private long records;
  private long links;

  /**
   * @param shown how many differences are kept for people
   */
  Findings(String store, int shown) {
    this.store = store;
    this.shown = shown;
  }

  void scanned(Digests digests) {
    records = digests.total(Part.RECORDS);
    links = digests.total(Part.LINKS);
  }

  /** One with an id that no digest covers. */
  void addOutside(Difference difference) {
    records += difference.kind() == Kind.EXTRA ? 1 : 0;
    add(difference);
  }

  void add(Difference difference) {
    counts.merge(difference.kind(), 1L, Long::sum);
    first.add(difference);
    if (first.size() > shown) {
      first.pollLast();
    }
    switch (difference.kind()) {
      case MISSING -> again.set(Math.toIntExact(difference.id()));
      case DIFFERENT, CONTENT, RELATIONSHIPS -> addAgain(difference);
      case EXTRA -> addExtra(difference);
      case NEWER -> {
        // What is newer is right, and the dump is old.
      }
    }
  }

  public String store() {
    return store;
  }

  public long count(Kind kind) {
    return counts.getOrDefault(kind, 0L);
  }

  public boolean equal() {
    return counts.isEmpty();
  }

  public long records() {
    return records;
  }

  public long links() {
    return links;
  }

  /** The first differences by id. */
  public List<Difference> first() {
    return List.copyOf(first);
  }

  /** Ids that the extractor has to send again. */
  BitSet again() {
    return again;
  }

  /** Those whose version is known; at most {@link #MOST_EXTRA}. */
  List<Difference> extra() {
    return extra;
  }

  /** No message mends what belongs to no record, such as a stub's relationships. */
  private void addAgain(Difference difference) {
    if (difference.version() != null) {
      again.set(Math.toIntExact(difference.id()));
    }
  }

  private void addExtra(Difference difference) {
    if (difference.version() != null && extra.size() < MOST_EXTRA) {
      extra.add(difference);
    }
  }
}
