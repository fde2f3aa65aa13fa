package org.discogsography.extractor;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import org.discogsography.extractor.download.DownloadSettings;
import org.discogsography.extractor.download.DumpDownload;
import org.discogsography.extractor.dump.DumpDirectory;
import org.discogsography.extractor.dump.Failure;
import org.discogsography.extractor.index.StateDirectory;
import org.discogsography.extractor.index.StateDirectoryLockedException;
import org.discogsography.extractor.pass.DumpPass;
import org.discogsography.extractor.pass.Scope;
import org.discogsography.extractor.progress.ExtractionState;
import org.discogsography.extractor.progress.Progress;
import org.discogsography.extractor.progress.ProgressReporter;
import org.discogsography.extractor.publish.BrokerDepths;
import org.discogsography.extractor.publish.BrokerPublisher;
import org.discogsography.extractor.publish.PacedPublisher;
import org.discogsography.extractor.publish.ResendInbox;
import org.discogsography.extractor.publish.WorkQueues;
import org.discogsography.extractor.schedule.CheckSchedule;
import org.discogsography.extractor.schedule.QuietTime;
import org.discogsography.extractor.schedule.RunTrigger;
import org.discogsography.extractor.schedule.Waiting;
import org.discogsography.messages.PlatformTopology;
import org.discogsography.resilience.policy.Backoff;
import org.discogsography.resilience.rabbit.ResilientRabbitConnection;
import org.discogsography.resilience.service.Service;
import org.discogsography.resilience.service.StartupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts the extractor together and starts it. */
final class ExtractorService {
  private static final Logger LOG = LoggerFactory.getLogger(ExtractorService.class);
  private static final Backoff DOWNLOADS =
      new Backoff.Exponential(Duration.ofMinutes(1), 2, Duration.ofHours(6));

  private final Service service;
  private final ExtractorSettings settings;
  private final Clock clock = Clock.systemUTC();
  private final Waiting waiting = Waiting.real();
  private final Progress progress = new Progress();
  private final RunTrigger trigger = new RunTrigger();

  private ExtractorService(Service service, ExtractorSettings settings) {
    this.service = service;
    this.settings = settings;
  }

  static void start(Service service, Mode mode, Scope scope, Source source)
      throws StartupException {
    ExtractorSettings settings = ExtractorSettings.from(service.environment());
    service.environment().check();
    ExtractorService extractor = new ExtractorService(service, settings);
    StateDirectory state = service.closing(open(settings.state(), extractor.clock));
    service.serve(
        settings.operations(),
        new TriggerRoute(extractor.trigger, extractor.progress, settings.token()));
    ResilientRabbitConnection rabbit = extractor.connect();
    ExtractorLoop loop = extractor.loop(rabbit, state, scope, source);
    service.closing(ProgressReporter.start(extractor.progress));
    Thread thread =
        Thread.ofPlatform().name("extractor").unstarted(() -> extractor.run(loop, mode));
    service.closing(new ThreadStopper(thread));
    thread.start();
  }

  private ResilientRabbitConnection connect() {
    ResilientRabbitConnection rabbit =
        service.closing(
            ResilientRabbitConnection.open(
                settings.rabbit(),
                service.name(),
                PlatformTopology.of(settings.sinks()),
                service.options()));
    service.health().addRequired(rabbit.health());
    service.managing(rabbit.resource());
    service.health().add(progress);
    return rabbit;
  }

  private ExtractorLoop loop(
      ResilientRabbitConnection rabbit, StateDirectory state, Scope scope, Source source) {
    WorkQueues queues = new WorkQueues(new BrokerDepths(rabbit), settings.sinks());
    PacedPublisher publisher =
        service.closing(
            PacedPublisher.start(
                new BrokerPublisher(rabbit, clock),
                queues,
                settings.backlog(),
                progress::hindered));
    return new ExtractorLoop(
        new DumpDirectory(settings.dumps()),
        new DumpPass(settings.passes(), state, publisher, progress),
        progress,
        settings.checkInterval(),
        requests(rabbit, queues, state),
        downloads(source),
        trigger,
        clock,
        waiting,
        scope);
  }

  private ResendRound requests(
      ResilientRabbitConnection rabbit, WorkQueues queues, StateDirectory state) {
    long greatestId = settings.passes().extraction().greatestId();
    return new ResendRound(
        new ResendInbox(rabbit), queues, state, new RequestedRecords(state, greatestId), waiting);
  }

  private @Nullable DownloadRound downloads(Source source) {
    DownloadSettings download =
        source == Source.SITE ? settings.download().enable() : settings.download();
    if (!download.enabled()) {
      return null;
    }
    DumpDownload site =
        service.closing(
            new DumpDownload(download, settings.dumps(), clock, waiting, progress.download()));
    CheckSchedule schedule = new CheckSchedule(clock, download.period(), DOWNLOADS, quiet());
    return new DownloadRound(site::run, schedule, progress);
  }

  private QuietTime quiet() {
    Path file = settings.state().resolve("site.quiet");
    return QuietTime.in(file, clock.instant().plus(CheckSchedule.LONGEST));
  }

  private void run(ExtractorLoop loop, Mode mode) {
    try {
      switch (mode) {
        case SERVICE -> loop.runForever();
        case ONCE -> {
          loop.runOnce();
          service.stop(status());
        }
      }
    } catch (InterruptedException e) {
      LOG.info("The extraction was interrupted; it goes on with the next start");
    } catch (RuntimeException | Error e) {
      LOG.error("The extraction failed", e);
      progress.failed(Failure.STATE, "The extraction failed: " + e);
      service.stop(1);
    }
  }

  private int status() {
    if (progress.state() == ExtractionState.IDLE) {
      System.err.println("There is no dump in DISCOGS_ROOT.");
    }
    if (!progress.missing().isEmpty()) {
      System.err.printf(
          "The dump of %d has no file of %s; EXTRACTOR_TYPES says which are wanted.%n",
          progress.dump(), String.join(", ", progress.missing()));
    }
    if (!progress.problem().isEmpty()) {
      System.err.println(progress.problem());
    }
    if (!progress.download().problem().isEmpty()) {
      System.err.println(progress.download().problem());
    }
    return ExitStatus.of(progress);
  }

  private static StateDirectory open(Path directory, Clock clock) throws StartupException {
    try {
      return StateDirectory.open(directory, clock);
    } catch (StateDirectoryLockedException e) {
      throw new StartupException(String.valueOf(e.getMessage()), e);
    } catch (IOException e) {
      throw new StartupException("STATE_DIR %s cannot be used: %s.".formatted(directory, e), e);
    }
  }
}
