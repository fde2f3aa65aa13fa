package org.discogsography.extractor.pass;

import java.io.IOException;
import java.time.Duration;
import org.discogsography.extractor.dump.Checksums;
import org.discogsography.extractor.dump.DumpException;
import org.discogsography.extractor.dump.DumpFile;
import org.discogsography.extractor.index.OpenedType;
import org.discogsography.extractor.index.PublishedIndex;
import org.discogsography.extractor.index.StateDirectory;
import org.discogsography.extractor.pipeline.Extraction;
import org.discogsography.extractor.progress.TypeProgress;
import org.discogsography.extractor.publish.RecordPublisher;
import org.discogsography.extractor.record.RecordEncoder;
import org.discogsography.messages.Version;
import org.jspecify.annotations.Nullable;

/** Extracts one file and sees everything that it sends confirmed. To be run once. */
final class TypePass {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration TO_STOP = Duration.ofSeconds(5);

  private final DumpFile file;
  private final PassSettings settings;
  private final StateDirectory state;
  private final RecordPublisher publisher;
  private final TypeProgress progress;

  TypePass(
      DumpFile file,
      PassSettings settings,
      StateDirectory state,
      RecordPublisher publisher,
      TypeProgress progress) {
    this.file = file;
    this.settings = settings;
    this.state = state;
    this.publisher = publisher;
    this.progress = progress;
  }

  /**
   * Returns when the broker has confirmed everything, however long it is away.
   *
   * @throws DumpException if the file is unusable as a whole or from some place on; what came
   *     before was sent
   * @throws IOException if the state directory cannot be used
   */
  void run(@Nullable Checksums checksums, Scope scope)
      throws DumpException, IOException, InterruptedException {
    int last = state.lastDump(file.type());
    if (last > file.date()) {
      throw new DumpException(
          "%s is older than the dump of %d, which was extracted before."
              .formatted(file.name(), last));
    }
    String sha256 = FileHash.verified(file, checksums);
    OpenedType opened = state.open(file.type(), file.date(), RecordEncoder.BODY_FORMAT, sha256);
    boolean verified = checksums != null && checksums.of(file) != null;
    try (PublishedIndex index = opened.index()) {
      if (scope == Scope.EVERYTHING) {
        index.sendAllAgain();
      }
      try {
        send(index, opened.version(), sha256, verified);
      } catch (DumpException e) {
        awaitConfirmed();
        throw e;
      } catch (InterruptedException e) {
        // What is confirmed in a moment need not be sent again by the next start.
        publisher.awaitConfirmed(TO_STOP);
        throw e;
      }
      awaitConfirmed();
    }
  }

  private void send(PublishedIndex index, Version version, String sha256, boolean verified)
      throws DumpException, IOException, InterruptedException {
    RecordSender sender = new RecordSender(file.type(), index, version, publisher, progress);
    try (Quarantine quarantine =
            new Quarantine(state.quarantine(), file, settings.malformedBudget());
        Extraction extraction = new Extraction(file, settings.extraction())) {
      String read =
          extraction.run(batch -> {
            sender.send(batch, quarantine);
            progress.read(extraction.bytesRead());
          });
      if (!read.equals(sha256)) {
        throw new DumpException(file.name() + " was changed while it was read.");
      }
    }
    if (verified && sender.sawEveryId()) {
      new Deletions(file.type(), index, publisher, progress, settings.deletionShare())
          .send(sender.seen(), version);
    }
  }

  private void awaitConfirmed() throws InterruptedException {
    while (!publisher.awaitConfirmed(PATIENCE)) {
      // The broker is away or slow; health tells, and nothing is given up.
    }
  }
}
