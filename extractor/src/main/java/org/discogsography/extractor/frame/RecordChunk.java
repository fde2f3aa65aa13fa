package org.discogsography.extractor.frame;

import java.io.InputStream;
import java.util.List;

/**
 * Some consecutive records as they are in the file.
 *
 * @param position of the first byte in the inflated file
 * @param end the first byte after it in the inflated file
 * @param bytes the records and what is between them; not copied
 * @param spans where the records are
 * @param malformed records and stray content that were seen to be unusable while looking for spans
 */
public record RecordChunk(
    long position, long end, byte[] bytes, Spans spans, List<Malformed> malformed) {
  public RecordChunk {
    malformed = List.copyOf(malformed);
  }

  public int count() {
    return spans.count();
  }

  /** Where a record begins in the inflated file. */
  public long positionOf(int record) {
    return position + spans.start(record);
  }

  /** The id of a record that cannot be parsed, or 0. */
  public long looseId(int record) {
    return LooseId.find(bytes, spans.start(record), spans.end(record));
  }

  /** The records from one on as a document of their own, within an element {@code r}. */
  public InputStream documentFrom(int record) {
    return new SpansInputStream(bytes, spans, record);
  }
}
