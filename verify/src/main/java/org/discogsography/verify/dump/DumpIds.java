package org.discogsography.verify.dump;

import java.util.BitSet;

/**
 * The ids of a file: one bit each, 25 MB for the greatest id that is allowed by default.
 *
 * @param known have a record
 * @param exempt have one that the extractor leaves out, so what the stores hold of it stays
 */
public record DumpIds(BitSet known, BitSet exempt) {
  /** Whether a store may hold this id. */
  public boolean mayBeThere(long id) {
    return id >= 0
        && id <= Integer.MAX_VALUE
        && (known.get(Math.toIntExact(id)) || exempt.get(Math.toIntExact(id)));
  }
}
