package org.discogsography.localstack.ingest;

import java.util.Map;

/** Counts what a store holds of each kind. */
interface Counter extends AutoCloseable {
  /** Throws whatever the store's driver throws. */
  Map<Kind, Long> count() throws Exception;

  @Override
  void close();
}
