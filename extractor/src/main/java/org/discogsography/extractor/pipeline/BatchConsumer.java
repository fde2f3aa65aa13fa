package org.discogsography.extractor.pipeline;

import org.discogsography.extractor.dump.DumpException;
import org.discogsography.extractor.record.RecordBatch;

/** Takes the batches of a file one after the other, in the file's order, on the calling thread. */
@FunctionalInterface
public interface BatchConsumer {
  /**
   * Takes the next batch.
   *
   * @throws DumpException to end the extraction
   */
  void accept(RecordBatch batch) throws DumpException, InterruptedException;
}
