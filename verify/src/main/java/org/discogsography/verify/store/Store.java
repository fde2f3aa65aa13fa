package org.discogsography.verify.store;

import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.discogsography.messages.EntityType;
import org.discogsography.messages.SinkName;
import org.discogsography.verify.digest.Digests;
import org.discogsography.verify.digest.Part;
import org.discogsography.verify.record.DumpRecord;

/** A store to be compared. Read range by range; whatever its size, little is held in memory. */
public interface Store {
  /** Whose store it is. */
  SinkName sink();

  /** As in reports. */
  String name();

  /** What of a digest it can tell. */
  Set<Part> parts();

  /**
   * The digests of the first buckets.
   *
   * @param dump the dump's date as yyyymmdd
   */
  Digests scan(EntityType type, int buckets, int dump) throws InterruptedException;

  /** Compares records of the dump with what the store has under their ids. */
  void look(EntityType type, int dump, List<DumpRecord> records, Consumer<Difference> differences)
      throws InterruptedException;

  /**
   * Names what the store holds in a range although the dump does not: as extra, or as newer where
   * its version is of a later dump.
   *
   * @param dump the dump's date as yyyymmdd
   */
  void surplus(
      EntityType type, int dump, Span span, Expected expected, Consumer<Difference> differences)
      throws InterruptedException;

  /** Which ids may be there. */
  @FunctionalInterface
  interface Expected {
    boolean mayBeThere(long id);
  }
}
