package org.discogsography.extractor.index;

import java.io.IOException;

/** What the broker has been given before. One thread asks and prepares; any may confirm. */
public interface SentRecords {
  /** Whether exactly this content was confirmed. */
  boolean holds(long id, long high, long low);

  /** Whether any content of this id was ever sent, and it was not deleted since. */
  boolean knows(long id);

  /** Whether it is to be written whatever the stores have. */
  boolean isForced(long id);

  /**
   * Some content of this id goes out. Makes room, so that the confirmation needs none, and until
   * then holds nothing.
   */
  void prepare(long id) throws IOException;

  /** The broker has this content of a prepared id. */
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
      public boolean isForced(long id) {
        return false;
      }

      @Override
      public void prepare(long id) {
        // Not remembered.
      }

      @Override
      public void confirm(long id, long high, long low) {
        // Not remembered.
      }
    };
  }
}
