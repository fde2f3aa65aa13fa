package org.discogsography.extractor.pass;

import java.io.IOException;
import java.time.Duration;
import org.discogsography.extractor.dump.Checksums;
import org.discogsography.extractor.dump.DumpException;
import org.discogsography.extractor.dump.DumpFile;
import org.discogsography.extractor.frame.Malformed;
import org.discogsography.extractor.pipeline.Extraction;
import org.discogsography.extractor.progress.TypeProgress;
import org.discogsography.extractor.publish.RecordPublisher;
import org.discogsography.extractor.record.RecordBatch;
import org.discogsography.messages.RecordMessage;
import org.discogsography.messages.Version;
import org.jspecify.annotations.Nullable;

/** Extracts one file and sees every record of it confirmed. To be run once. */
final class TypePass {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final DumpFile file;
  private final PassSettings settings;
  private final RunState runs;
  private final RecordPublisher publisher;
  private final TypeProgress progress;
  private final IdSet seen = new IdSet();

  TypePass(
      DumpFile file,
      PassSettings settings,
      RunState runs,
      RecordPublisher publisher,
      TypeProgress progress) {
    this.file = file;
    this.settings = settings;
    this.runs = runs;
    this.publisher = publisher;
    this.progress = progress;
  }

  /**
   * Returns when the broker has confirmed everything, however long it is away.
   *
   * @throws DumpException if the file is unusable as a whole or from some place on; what came
   *     before was sent
   * @throws IOException if the state directory cannot be written
   */
  void run(@Nullable Checksums checksums) throws DumpException, IOException, InterruptedException {
    String sha256 = FileHash.verified(file, checksums);
    Version version = runs.versionOf(file.type(), file.date(), sha256);
    try {
      String read = extract(version);
      if (!read.equals(sha256)) {
        throw new DumpException(file.name() + " was changed while it was read.");
      }
    } finally {
      awaitConfirmed();
    }
  }

  private String extract(Version version) throws DumpException, IOException, InterruptedException {
    try (Quarantine quarantine =
            new Quarantine(settings.quarantine(), file, settings.malformedBudget());
        Extraction extraction = new Extraction(file, settings.extraction())) {
      return extraction.run(batch -> {
        send(batch, version, quarantine);
        progress.read(extraction.bytesRead());
      });
    }
  }

  private void send(RecordBatch batch, Version version, Quarantine quarantine)
      throws DumpException, InterruptedException {
    for (Malformed malformed : batch.malformed()) {
      leaveOut(malformed, quarantine);
    }
    for (int i = 0; i < batch.count(); i++) {
      if (seen.add(batch.id(i))) {
        progress.record();
        publish(batch, i, version);
      } else {
        leaveOut(repeated(batch, i), quarantine);
      }
    }
  }

  private void publish(RecordBatch batch, int record, Version version) throws InterruptedException {
    publisher.publish(
        new RecordMessage.Upsert(
            file.type(),
            batch.id(record),
            version,
            batch.sha256(record),
            false,
            batch.body(record)),
        progress::confirmed);
    progress.published();
  }

  private void leaveOut(Malformed malformed, Quarantine quarantine) throws DumpException {
    progress.malformed();
    quarantine.add(malformed);
  }

  private static Malformed repeated(RecordBatch batch, int record) {
    return new Malformed(
        batch.position(record),
        batch.id(record),
        "repeated_id",
        "An earlier record has the same id.");
  }

  private void awaitConfirmed() throws InterruptedException {
    while (!publisher.awaitConfirmed(PATIENCE)) {
      // The broker is away or slow; health tells, and nothing is given up.
    }
  }
}
