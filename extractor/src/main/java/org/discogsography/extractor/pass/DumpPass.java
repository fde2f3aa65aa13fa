package org.discogsography.extractor.pass;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import org.discogsography.extractor.dump.DumpException;
import org.discogsography.extractor.dump.DumpFile;
import org.discogsography.extractor.dump.DumpSet;
import org.discogsography.extractor.dump.Failure;
import org.discogsography.extractor.index.StateDirectory;
import org.discogsography.extractor.progress.ExtractionState;
import org.discogsography.extractor.progress.Progress;
import org.discogsography.extractor.progress.TypeProgress;
import org.discogsography.extractor.progress.TypeState;
import org.discogsography.extractor.publish.RecordPublisher;
import org.discogsography.messages.EntityType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Extracts the files of a dump one after the other; one that fails does not stop the next. */
public final class DumpPass {
  private static final Logger LOG = LoggerFactory.getLogger(DumpPass.class);
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final PassSettings settings;
  private final RecordPublisher publisher;
  private final Progress progress;
  private final StateDirectory state;

  public DumpPass(
      PassSettings settings, StateDirectory state, RecordPublisher publisher, Progress progress) {
    this.settings = settings;
    this.publisher = publisher;
    this.progress = progress;
    this.state = state;
  }

  /** Returns when everything usable is confirmed; {@link Progress} tells how it went. */
  public void run(DumpSet dump, Scope scope) throws InterruptedException {
    progress.begin(dump.date());
    warn(dump);
    awaitBroker();
    progress.become(ExtractionState.EXTRACTING);
    for (EntityType type : EntityType.values()) {
      DumpFile file = dump.files().get(type);
      if (file == null) {
        progress.of(type).missing();
      } else {
        run(dump, file, scope, progress.of(type));
      }
    }
    boolean failed =
        progress.types().values().stream().anyMatch(each -> each.state() == TypeState.FAILED);
    progress.become(failed ? ExtractionState.FAILED : ExtractionState.COMPLETE);
  }

  private void run(DumpSet dump, DumpFile file, Scope scope, TypeProgress type)
      throws InterruptedException {
    try {
      type.verifying(file.path().toFile().length());
      new TypePass(file, settings, state, publisher, type).run(dump.checksums(), scope);
      type.complete();
    } catch (DumpException e) {
      type.failed(e.failure(), String.valueOf(e.getMessage()));
      LOG.error("{}", e.getMessage());
    } catch (IOException | UncheckedIOException e) {
      stateFailed(type, e.getCause() instanceof IOException cause ? cause : e);
    }
  }

  private static void stateFailed(TypeProgress type, Exception failure) {
    type.failed(Failure.STATE, "The state directory cannot be used: " + failure.getMessage() + ".");
    LOG.error("The state directory cannot be used", failure);
  }

  private void awaitBroker() throws InterruptedException {
    while (!publisher.awaitConnected(PATIENCE)) {
      // Health says that it is waited for, and since when.
    }
  }

  private static void warn(DumpSet dump) {
    if (!dump.missing().isEmpty()) {
      LOG.warn("The dump of {} has no file of {}", dump.date(), dump.missing());
    }
    if (dump.checksums() == null) {
      LOG.warn("The dump of {} has no CHECKSUM file; it is taken as it is", dump.date());
    }
  }
}
