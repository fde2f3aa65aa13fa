package org.discogsography.extractor;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.discogsography.extractor.dump.DumpDirectory;
import org.discogsography.extractor.dump.DumpException;
import org.discogsography.extractor.dump.DumpSet;
import org.discogsography.extractor.dump.Failure;
import org.discogsography.extractor.pass.DumpPass;
import org.discogsography.extractor.pass.Scope;
import org.discogsography.extractor.progress.ExtractionState;
import org.discogsography.extractor.progress.LastRun;
import org.discogsography.extractor.progress.Progress;
import org.discogsography.extractor.progress.TypeProgress;
import org.discogsography.extractor.progress.TypeState;
import org.discogsography.extractor.schedule.RunTrigger;
import org.discogsography.extractor.schedule.Waiting;
import org.discogsography.messages.EntityType;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gets and extracts the newest dump, where that has not been done yet, and what was asked for
 * again. One thread.
 */
final class ExtractorLoop {
  private static final Logger LOG = LoggerFactory.getLogger(ExtractorLoop.class);

  /** Of a program that is to end: how often the site is asked, and requests are looked for. */
  private static final int MOST_TRIES = 5;

  private final DumpDirectory directory;
  private final DumpPass pass;
  private final Progress progress;
  private final Duration checkInterval;
  private final ResendRound requests;
  private final @Nullable DownloadRound downloads;
  private final RunTrigger trigger;
  private final Clock clock;
  private final Waiting waiting;

  /** Of each type until it was extracted once. */
  private final Map<EntityType, Scope> scopes = new EnumMap<>(EntityType.class);

  private @Nullable DumpStamp last;

  /**
   * @param downloads null where nothing is downloaded
   * @param scope of the first pass over each type that succeeds
   */
  ExtractorLoop(
      DumpDirectory directory,
      DumpPass pass,
      Progress progress,
      Duration checkInterval,
      ResendRound requests,
      @Nullable DownloadRound downloads,
      RunTrigger trigger,
      Clock clock,
      Waiting waiting,
      Scope scope) {
    this.directory = directory;
    this.pass = pass;
    this.progress = progress;
    this.checkInterval = checkInterval;
    this.requests = requests;
    this.downloads = downloads;
    this.trigger = trigger;
    this.clock = clock;
    this.waiting = waiting;
    for (EntityType type : EntityType.values()) {
      scopes.put(type, scope);
    }
  }

  /** Until interrupted. A dump that failed is tried again when its files change. */
  void runForever() throws InterruptedException {
    requests.beforeTheFirstPass();
    while (true) {
      round();
    }
  }

  /** One look for something to do, and the wait for the next. */
  void round() throws InterruptedException {
    if (downloads != null) {
      downloads.runIfDue();
    }
    extractNewest();
    trigger.end();
    Duration limit = untilNextLook();
    progress.waitsUntil(clock.instant().plus(limit));
    if (requests.await(limit, trigger::isRequested)) {
      last = null;
    }
    if (trigger.begin()) {
      last = null;
      if (downloads != null) {
        downloads.now();
      }
    }
  }

  /** Until everything of the newest dump is sent, and what was asked for in the meantime. */
  void runOnce() throws InterruptedException {
    if (downloads != null) {
      downloadWithPatience(downloads);
    }
    boolean ignored = requests.pending();
    extractNewest();
    // A file that was there already is only compared with the list until it turns out to be bad.
    boolean again = replaceDamaged();
    for (int i = 1; i < MOST_TRIES; i++) {
      // Not asked after the last pass: what is taken from the queue is carried out by a pass.
      if (!requests.pending() && !again) {
        return;
      }
      again = false;
      last = null;
      extractNewest();
    }
  }

  private boolean replaceDamaged() throws InterruptedException {
    boolean damaged =
        progress.types().values().stream().anyMatch(type -> type.failure() == Failure.UNUSABLE);
    if (downloads == null || !damaged) {
      return false;
    }
    downloadWithPatience(downloads);
    return true;
  }

  private void downloadWithPatience(DownloadRound round) throws InterruptedException {
    if (round.untilDue().isPositive()) {
      LOG.info("The dump site is left alone for another {}", round.untilDue());
      waiting.pause(round.untilDue());
    }
    round.runIfDue();
    while (round.failures() > 0 && round.failures() < MOST_TRIES) {
      waiting.pause(round.untilDue());
      round.runIfDue();
    }
  }

  private Duration untilNextLook() {
    if (downloads == null || downloads.untilDue().compareTo(checkInterval) > 0) {
      return checkInterval;
    }
    return downloads.untilDue();
  }

  private void extractNewest() throws InterruptedException {
    try {
      Optional<DumpSet> newest = directory.newest();
      if (newest.isEmpty()) {
        progress.become(ExtractionState.IDLE);
        last = null;
        return;
      }
      DumpStamp stamp = DumpStamp.of(newest.get());
      if (!stamp.equals(last)) {
        extract(newest.get());
        // Only a file that changes makes a bad dump good, but a disk can be given room, or answer.
        boolean passing = progress.failed(Failure.STATE) || progress.failed(Failure.UNREADABLE);
        last = passing ? null : stamp;
      }
    } catch (DumpException e) {
      if (!progress.problem().equals(e.getMessage())) {
        LOG.error("{}", e.getMessage());
      }
      progress.failed(e.failure(), String.valueOf(e.getMessage()));
      // When the directory is back its dump is looked at again, and found unchanged.
      last = null;
    }
  }

  private void extract(DumpSet dump) throws InterruptedException {
    Instant began = clock.instant();
    pass.run(dump, scopes);
    progress.types().values().stream()
        .filter(type -> type.state() != TypeState.FAILED)
        .forEach(type -> scopes.put(type.type(), Scope.CHANGES));
    Instant ended = clock.instant();
    var types = progress.types().values();
    progress.ran(
        new LastRun(
            dump.date(),
            progress.state(),
            ended,
            Duration.between(began, ended),
            types.stream().mapToLong(TypeProgress::records).sum(),
            types.stream().mapToLong(TypeProgress::publishedMessages).sum()));
    Summary.of(progress, Duration.between(began, ended)).forEach(line -> LOG.info("{}", line));
    if (downloads != null && progress.failed(Failure.UNUSABLE)) {
      downloads.distrust();
    }
  }
}
