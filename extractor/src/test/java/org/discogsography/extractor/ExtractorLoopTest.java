package org.discogsography.extractor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.discogsography.extractor.download.DownloadException;
import org.discogsography.extractor.download.DumpDownload.Trust;
import org.discogsography.extractor.dump.DumpDirectory;
import org.discogsography.extractor.dump.Failure;
import org.discogsography.extractor.index.StateDirectory;
import org.discogsography.extractor.pass.DumpPass;
import org.discogsography.extractor.pass.PassSettings;
import org.discogsography.extractor.pass.Scope;
import org.discogsography.extractor.progress.ExtractionState;
import org.discogsography.extractor.progress.Progress;
import org.discogsography.extractor.publish.ResendSource;
import org.discogsography.extractor.publish.WorkQueues;
import org.discogsography.extractor.schedule.CheckSchedule;
import org.discogsography.extractor.schedule.FakeWaiting;
import org.discogsography.extractor.schedule.QuietTime;
import org.discogsography.extractor.schedule.RunTrigger;
import org.discogsography.extractor.schedule.SettableClock;
import org.discogsography.messages.EntityType;
import org.discogsography.messages.ResendRequest;
import org.discogsography.messages.SinkName;
import org.discogsography.resilience.policy.Backoff;
import org.discogsography.resilience.rabbit.QueueDepth;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExtractorLoopTest {
  private static final Duration INTERVAL = Duration.ofMinutes(1);
  private static final Duration PERIOD = Duration.ofDays(15);

  private static final long GREATEST_ID = 200_000_000;

  @TempDir private Path directory;

  private final SettableClock clock = new SettableClock(Instant.parse("2026-03-05T10:00:00Z"));
  private final FakeWaiting waiting = new FakeWaiting(clock);
  private final Progress progress = new Progress();
  private final QuietTime quiet = QuietTime.inMemory();
  private final RunTrigger trigger = new RunTrigger();
  private final Deque<ResendRequest> requests = new ArrayDeque<>();
  private final FakePublisher publisher = new FakePublisher();
  private final FakeDownload download = new FakeDownload();
  private SampleFiles files;
  private StateDirectory state;

  @BeforeEach
  void open() throws Exception {
    files = new SampleFiles(directory.resolve("dumps"));
    state = StateDirectory.open(directory.resolve("state"), Clock.systemUTC());
  }

  @AfterEach
  void close() throws Exception {
    state.close();
  }

  @Test
  void isIdleWhileThereIsNoDumpAndLooksAgain() throws Exception {
    ExtractorLoop loop = loop(Scope.CHANGES);
    loop.round();
    assertThat(progress.state()).isEqualTo(ExtractionState.IDLE);
    assertThat(ExitStatus.of(progress)).isEqualTo(ExitStatus.NO_DUMP);

    files.labels(20260301, 1, 2, 3);
    loop.round();
    assertThat(progress.state()).isEqualTo(ExtractionState.COMPLETE);
    assertThat(publisher.sent()).containsExactly("labels 1", "labels 2", "labels 3");
  }

  @Test
  void extractsTheSameDumpOnce() throws Exception {
    files.labels(20260301, 1);
    ExtractorLoop loop = loop(Scope.EVERYTHING);
    loop.round();
    loop.round();

    assertThat(publisher.sent()).hasSize(1);
    assertThat(progress.health().details())
        .hasEntrySatisfying("last_run", run -> assertThat(run).asString().contains("complete"))
        .containsEntry("next_check", clock.instant().toString());
  }

  @Test
  void extractsAnUnusableDumpAgainWhenItIsReplaced() throws Exception {
    files.labels(20260301, 1);
    Path file = files.file(20260301, EntityType.LABELS);
    byte[] whole = Files.readAllBytes(file);
    Files.writeString(file, "damaged");
    ExtractorLoop loop = loop(Scope.CHANGES);
    loop.round();
    assertThat(progress.state()).isEqualTo(ExtractionState.FAILED);
    assertThat(ExitStatus.of(progress)).isEqualTo(ExitStatus.UNUSABLE);

    Files.write(file, whole);
    loop.round();
    assertThat(progress.state()).isEqualTo(ExtractionState.COMPLETE);
    assertThat(publisher.sent()).containsExactly("labels 1");
  }

  @Test
  void triesAFileThatCouldNotBeReadAgainThoughItIsTheSame() throws Exception {
    // Whose first page nobody may read: an I/O error, even for root.
    Files.createSymbolicLink(files.file(20260301, EntityType.LABELS), Path.of("/proc/self/mem"));
    ExtractorLoop loop = loop(Scope.CHANGES);
    loop.round();
    assertThat(progress.failed(Failure.UNREADABLE)).isTrue();
    assertThat(ExitStatus.of(progress)).isEqualTo(ExitStatus.UNUSABLE);
    Object first = progress.health().details().get("last_run");

    loop.round();
    assertThat(progress.health().details().get("last_run")).isNotEqualTo(first);
  }

  @Test
  void sendsAgainWhatIsAskedFor() throws Exception {
    files.labels(20260301, 1);
    ExtractorLoop loop = loop(Scope.CHANGES);
    loop.round();
    requests.add(new ResendRequest(EntityType.LABELS));
    loop.round();
    loop.round();

    assertThat(publisher.sent()).containsExactly("labels 1", "labels 1");
  }

  @Test
  void aProgramThatEndsCarriesOutRequestsFirstAndAfterwards() throws Exception {
    files.labels(20260301, 1);
    publisher.whenPublished(() -> {
      if (publisher.sent().size() == 1) {
        requests.add(new ResendRequest(EntityType.LABELS));
      }
    });
    loop(Scope.CHANGES).runOnce();

    assertThat(publisher.sent()).containsExactly("labels 1", "labels 1");
  }

  @Test
  void aProgramThatEndsLeavesRequestsThatNoPassFollows() throws Exception {
    files.labels(20260301, 1);
    publisher.whenPublished(() -> requests.add(new ResendRequest(EntityType.LABELS)));
    loop(Scope.CHANGES).runOnce();

    assertThat(publisher.sent()).hasSize(5);
    assertThat(requests).hasSize(1);
  }

  @Test
  void aProgramThatEndsReplacesAFileThatWasDamagedBefore() throws Exception {
    files.labels(20260301, 1);
    Path file = files.file(20260301, EntityType.LABELS);
    byte[] whole = Files.readAllBytes(file);
    Files.writeString(file, "damaged");
    download.whenRun =
        () -> {
          if (download.trust == Trust.NOTHING) {
            replace(file, whole);
          }
        };
    downloading().runOnce();

    assertThat(download.runs).isEqualTo(2);
    assertThat(publisher.sent()).containsExactly("labels 1");
    assertThat(ExitStatus.of(progress)).isEqualTo(ExitStatus.COMPLETE);
  }

  @Test
  void everythingIsStillWantedWhenTheFirstPassFailed() throws Exception {
    files.labels(20260301, 1, 2);
    loop(Scope.CHANGES).runOnce();
    publisher.sent().clear();
    Path file = files.file(20260301, EntityType.LABELS);
    byte[] whole = Files.readAllBytes(file);
    Files.writeString(file, "damaged");
    ExtractorLoop loop = loop(Scope.EVERYTHING);
    loop.round();
    assertThat(publisher.sent()).isEmpty();

    Files.write(file, whole);
    loop.round();
    assertThat(publisher.sent()).containsExactly("labels 1", "labels 2");
    trigger.end();
    assertThat(trigger.request()).isTrue();
    loop.round();
    loop.round();
    assertThat(publisher.sent()).hasSize(2);
  }

  @Test
  void aWantedTypeThatTheDumpLacksIsNoCompleteRun() throws Exception {
    files.write(20260301, EntityType.ARTISTS, SampleFiles.records(EntityType.ARTISTS, 1));
    loop(Scope.CHANGES).runOnce();

    assertThat(progress.missing()).containsExactly("labels");
    assertThat(ExitStatus.of(progress)).isEqualTo(ExitStatus.INCOMPLETE);
    assertThat(publisher.sent()).isEmpty();
  }

  @Test
  void aProgramThatEndsLeavesTheSiteAloneFirstWhenItIsToldTo() throws Exception {
    files.labels(20260301, 1);
    new CheckSchedule(clock, PERIOD, new Backoff.Fixed(INTERVAL), quiet)
        .failed(Duration.ofHours(1));
    downloading().runOnce();

    assertThat(waiting.pauses()).containsExactly(Duration.ofHours(1));
    assertThat(download.runs).isEqualTo(1);
  }

  @Test
  void anOlderDumpIsSentOnlyByForceAndChangesNothingThatIsRemembered() throws Exception {
    files.labels(20260301, 1, 2);
    loop(Scope.CHANGES).runOnce();
    files.delete(20260301);
    files.labels(20260201, 2, 3);
    publisher.sent().clear();

    loop(Scope.CHANGES).runOnce();
    assertThat(ExitStatus.of(progress)).isEqualTo(ExitStatus.OLDER);
    assertThat(publisher.sent()).isEmpty();

    loop(Scope.EVEN_OLDER).runOnce();
    assertThat(ExitStatus.of(progress)).isEqualTo(ExitStatus.COMPLETE);
    assertThat(publisher.sent()).containsExactly("labels 2", "labels 3");

    files.labels(20260301, 1, 2);
    publisher.sent().clear();
    loop(Scope.CHANGES).runOnce();
    assertThat(publisher.sent()).isEmpty();
  }

  @Test
  void tooManyMalformedRecordsHaveAnExitStatusOfTheirOwn() throws Exception {
    files.write(20260301, EntityType.LABELS, "<label><name>n</name></label>\n".repeat(12));
    loop(Scope.CHANGES).runOnce();

    assertThat(ExitStatus.of(progress)).isEqualTo(ExitStatus.TOO_MANY_MALFORMED);
  }

  @Test
  void looksAtTheSitePeriodically() throws Exception {
    ExtractorLoop loop = downloading();
    loop.round();
    loop.round();
    assertThat(download.runs).isEqualTo(1);

    clock.advance(PERIOD);
    loop.round();
    assertThat(download.runs).isEqualTo(2);
  }

  @Test
  void triesADownloadThatFailedAgainAfterAPauseAndSaysWhyMeanwhile() throws Exception {
    download.problem = "The site is away.";
    ExtractorLoop loop = downloading();
    loop.round();
    assertThat(progress.health().details())
        .hasEntrySatisfying("download", each -> assertThat(each).asString().contains("is away"));

    download.problem = "";
    clock.advance(INTERVAL);
    loop.round();
    assertThat(download.runs).isEqualTo(2);
    assertThat(progress.download().problem()).isEmpty();
  }

  @Test
  void aProgramThatEndsTriesADownloadFiveTimes() throws Exception {
    files.labels(20260301, 1);
    download.problem = "The site is away.";
    downloading().runOnce();

    assertThat(download.runs).isEqualTo(5);
    assertThat(publisher.sent()).containsExactly("labels 1");
    assertThat(ExitStatus.of(progress)).isEqualTo(ExitStatus.NOT_DOWNLOADED);
  }

  @Test
  void trustsNoFileAfterOneTurnedOutUnusable() throws Exception {
    files.labels(20260301, 1);
    Files.writeString(files.file(20260301, EntityType.LABELS), "damaged");
    ExtractorLoop loop = downloading();
    loop.round();
    clock.advance(INTERVAL);
    loop.round();

    assertThat(download.trust).isEqualTo(Trust.NOTHING);
  }

  @Test
  void aRequestedRunLooksAtTheSiteAndAtTheDumpNow() throws Exception {
    files.labels(20260301, 1);
    ExtractorLoop loop = downloading();
    assertThat(trigger.request()).isFalse();
    download.whenRun = () -> assertThat(trigger.request()).isFalse();
    loop.round();
    trigger.end();
    assertThat(trigger.request()).isTrue();
    loop.round();
    loop.round();

    assertThat(download.runs).isEqualTo(2);
  }

  private static void replace(Path file, byte[] content) {
    try {
      Files.write(file, content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private ExtractorLoop downloading() {
    CheckSchedule schedule = new CheckSchedule(clock, PERIOD, new Backoff.Fixed(INTERVAL), quiet);
    return loop(Scope.CHANGES, new DownloadRound(download, schedule, progress));
  }

  private ExtractorLoop loop(Scope scope) {
    return loop(scope, null);
  }

  private ExtractorLoop loop(Scope scope, @Nullable DownloadRound downloads) {
    PassSettings settings =
        new PassSettings(
            EnumSet.of(EntityType.LABELS), 10, 0.1, PassSettings.defaults().extraction());
    WorkQueues queues =
        new WorkQueues(queue -> new QueueDepth(queue, 0, 1), EnumSet.allOf(SinkName.class));
    return new ExtractorLoop(
        new DumpDirectory(files.directory()),
        new DumpPass(settings, state, publisher, progress),
        progress,
        INTERVAL,
        new ResendRound(
            new Inbox(), queues, state, new RequestedRecords(state, GREATEST_ID), waiting),
        downloads,
        trigger,
        clock,
        waiting,
        scope);
  }

  private final class Inbox implements ResendSource {
    @Override
    public boolean await(Duration limit, BooleanSupplier enough, Handler handler)
        throws IOException {
      ResendRequest next = requests.poll();
      return next != null && handler.sendAgain(List.of(next));
    }
  }

  private final class FakeDownload implements DownloadRound.Download {
    private int runs;
    private String problem = "";
    private Trust trust = Trust.LISTED;
    private Runnable whenRun = () -> {};

    @Override
    public void run(Trust how) throws DownloadException {
      runs++;
      trust = how;
      whenRun.run();
      if (!problem.isEmpty()) {
        throw new DownloadException(problem);
      }
    }
  }
}
