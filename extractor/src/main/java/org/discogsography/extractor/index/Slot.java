package org.discogsography.extractor.index;

/**
 * What a slot holds in place of a hash: 16 bytes of which the first 8 are 0. A slot that is half
 * written, by a program that ended in the middle, is none of these and equals no hash: its record
 * is sent again.
 */
final class Slot {
  /** In the first half of every value below. */
  static final long HIGH = 0;

  /** Nothing was ever sent. */
  static final long EMPTY = 0;

  /** Known, and to be sent; also while a change or a deletion is on its way. */
  static final long SEND_AGAIN = 1;

  /** The same, to be written whatever the stores have. */
  static final long SEND_AGAIN_FORCED = 2;

  /** The broker has the deletion. */
  static final long DELETED = 3;

  /** The deletion was sent, and has to be sent again unless the dump has the record. */
  static final long DELETE_AGAIN = 4;

  private Slot() {}
}
