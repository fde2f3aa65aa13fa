package org.discogsography.verify.dump;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.discogsography.extractor.dump.Checksums;
import org.discogsography.extractor.dump.DumpException;
import org.discogsography.extractor.dump.DumpFile;
import org.discogsography.extractor.frame.Malformed;
import org.discogsography.extractor.pipeline.Extraction;
import org.discogsography.extractor.pipeline.ExtractionSettings;
import org.discogsography.extractor.record.RecordBatch;
import org.discogsography.verify.record.DumpRecord;
import org.jspecify.annotations.Nullable;

/** One reading of a file, with the extractor's own stages. To be run once. */
public final class DumpReader {
  private final DumpFile file;
  private final ExtractionSettings settings;
  private final DumpIds ids = new DumpIds(new BitSet(), new BitSet());
  private long malformed;
  private long withoutId;

  public DumpReader(DumpFile file, ExtractionSettings settings) {
    this.file = file;
    this.settings = settings;
  }

  /** Takes the records of a chunk of the file. */
  @FunctionalInterface
  public interface Consumer {
    void accept(List<DumpRecord> records) throws InterruptedException;
  }

  /**
   * Reads every record that the extractor would send, once.
   *
   * @throws DumpException if the file is cut off, corrupt, or not what the CHECKSUM file says
   */
  public void read(@Nullable Checksums checksums, Consumer consumer)
      throws DumpException, InterruptedException {
    try (Extraction extraction = new Extraction(file, settings)) {
      String actual = extraction.run(batch -> consumer.accept(fresh(batch)));
      String expected = checksums == null ? null : checksums.of(file);
      if (expected != null && !expected.equals(actual)) {
        throw new DumpException(
            "%s has the SHA-256 %s, and the CHECKSUM file says %s; get it again."
                .formatted(file.name(), actual, expected));
      }
    }
  }

  /** The ids that were met. */
  public DumpIds ids() {
    return ids;
  }

  /** Records that the extractor leaves out. */
  public long malformed() {
    return malformed;
  }

  /** Those among them without a legible id: any record that is not in the file may be one. */
  public long withoutId() {
    return withoutId;
  }

  private List<DumpRecord> fresh(RecordBatch batch) {
    for (Malformed each : batch.malformed()) {
      malformed++;
      if (each.id() == 0) {
        withoutId++;
      } else if (each.id() <= settings.greatestId()) {
        ids.exempt().set(Math.toIntExact(each.id()));
      }
    }
    List<DumpRecord> records = new ArrayList<>(batch.count());
    for (int i = 0; i < batch.count(); i++) {
      int id = Math.toIntExact(batch.id(i));
      if (ids.known().get(id)) {
        malformed++;
      } else {
        ids.known().set(id);
        records.add(new DumpRecord(id, batch.sha256(i), batch.body(i)));
      }
    }
    return records;
  }
}
