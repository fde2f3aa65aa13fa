package org.discogsography.extractor.pass;

import java.io.IOException;
import java.time.Duration;
import org.discogsography.extractor.dump.Checksums;
import org.discogsography.extractor.dump.DumpException;
import org.discogsography.extractor.dump.DumpFile;
import org.discogsography.extractor.dump.Failure;
import org.discogsography.extractor.index.OpenedType;
import org.discogsography.extractor.index.PublishedIndex;
import org.discogsography.extractor.index.SentRecords;
import org.discogsography.extractor.index.StateDirectory;
import org.discogsography.extractor.pipeline.Extraction;
import org.discogsography.extractor.progress.TypeProgress;
import org.discogsography.extractor.progress.TypeState;
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
  private final TypePublisher publisher;
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
    this.publisher = new TypePublisher(publisher);
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
    boolean older = last > file.date();
    if (older && scope != Scope.EVEN_OLDER) {
      throw new DumpException(
          Failure.OLDER,
          "%s is older than the dump of %d, which was extracted before; --force sends it."
              .formatted(file.name(), last));
    }
    String sha256 = FileHash.verified(file, checksums);
    progress.become(TypeState.EXTRACTING);
    if (older) {
      sendWithoutIndex(sha256);
    } else {
      sendWithIndex(checksums, scope, sha256);
    }
  }

  private void sendWithIndex(@Nullable Checksums checksums, Scope scope, String sha256)
      throws DumpException, IOException, InterruptedException {
    OpenedType opened = state.open(file.type(), file.date(), RecordEncoder.BODY_FORMAT, sha256);
    boolean verified = checksums != null && checksums.of(file) != null;
    try (PublishedIndex index = opened.index()) {
      if (scope == Scope.EVERYTHING) {
        index.sendAllAgain();
      }
      confirmed(() -> {
        RecordSender sender = sender(index, opened.version());
        sendOrDistrust(sender, sha256);
        Deletions deletions =
            new Deletions(file.type(), index, publisher, progress, settings.deletionShare());
        if (!verified) {
          deletions.withhold(sender.seen(), "no CHECKSUM file names " + file.name());
        } else if (!sender.sawEveryId()) {
          deletions.withhold(sender.seen(), "a malformed record has no legible id");
        } else {
          deletions.send(sender.seen(), opened.version());
        }
      });
    }
  }

  /** A file that cannot be read to its end may have been replaced while it was read. */
  private void sendOrDistrust(RecordSender sender, String sha256)
      throws DumpException, IOException, InterruptedException {
    try {
      send(sender, sha256);
    } catch (DumpException e) {
      state.distrustVersion(file.type());
      throw e;
    }
  }

  private void sendWithoutIndex(String sha256)
      throws DumpException, IOException, InterruptedException {
    Version version = new Version(file.date(), state.now());
    confirmed(() -> send(sender(SentRecords.nothing(), version), sha256));
  }

  private interface Sending {
    void run() throws DumpException, IOException, InterruptedException;
  }

  /** Whatever becomes of it, what was sent is confirmed. */
  private void confirmed(Sending sending) throws DumpException, IOException, InterruptedException {
    try {
      sending.run();
    } catch (DumpException | IOException | RuntimeException e) {
      // A confirmation that came later would tell the next pass what is not so any more.
      awaitConfirmed();
      throw e;
    } catch (InterruptedException e) {
      // What is confirmed in a moment need not be sent again by the next start.
      publisher.awaitConfirmed(TO_STOP);
      throw e;
    }
    awaitConfirmed();
  }

  private RecordSender sender(SentRecords sent, Version version) {
    return new RecordSender(file.type(), sent, version, publisher, progress);
  }

  private void send(RecordSender sender, String sha256)
      throws DumpException, IOException, InterruptedException {
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
  }

  private void awaitConfirmed() throws InterruptedException {
    while (!publisher.awaitConfirmed(PATIENCE)) {
      // The broker is away or slow; health tells, and nothing is given up.
    }
  }
}
