package org.discogsography.extractor.index;

import java.io.IOException;

/** What the broker has been given before. One thread asks and reserves; any may confirm. */
public interface SentRecords {
  /** Whether exactly this content was confirmed. */
  boolean holds(long id, long high, long low);

  /** Whether any content of this id was ever confirmed, and it was not deleted since. */
  boolean knows(long id);

  /** Makes room, so that the confirmation needs none. */
  void reserve(long id) throws IOException;

  /** The broker has this content of a reserved id. */
  void confirm(long id, long high, long low);

  /** Nothing was sent before, and nothing is remembered. */
  static SentRecords nothing() {
    return new SentRecords() {
      @Override
      public boolean holds(long id, long high, long low) {
        return false;
      }

      @Override
      public boolean knows(long id) {
        return false;
      }

      @Override
      public void reserve(long id) {
        // Not remembered.
      }

      @Override
      public void confirm(long id, long high, long low) {
        // Not remembered.
      }
    };
  }
}
