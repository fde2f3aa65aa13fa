package org.discogsography.extractor;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import org.discogsography.extractor.dump.DumpDirectory;
import org.discogsography.extractor.index.StateDirectory;
import org.discogsography.extractor.index.StateDirectoryLockedException;
import org.discogsography.extractor.pass.DumpPass;
import org.discogsography.extractor.pass.Scope;
import org.discogsography.extractor.progress.ExtractionState;
import org.discogsography.extractor.progress.Progress;
import org.discogsography.extractor.progress.ProgressReporter;
import org.discogsography.extractor.publish.BrokerPublisher;
import org.discogsography.extractor.publish.ResendInbox;
import org.discogsography.extractor.publish.WorkQueues;
import org.discogsography.messages.PlatformTopology;
import org.discogsography.resilience.rabbit.ResilientRabbitConnection;
import org.discogsography.resilience.service.Service;
import org.discogsography.resilience.service.StartupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts the extractor together and starts it. */
final class ExtractorService {
  private static final Logger LOG = LoggerFactory.getLogger(ExtractorService.class);

  private ExtractorService() {}

  static void start(Service service, Mode mode, Scope scope) throws StartupException {
    ExtractorSettings settings = ExtractorSettings.from(service.environment());
    service.environment().check();
    Clock clock = Clock.systemUTC();
    StateDirectory state = service.closing(open(settings.state(), clock));
    Progress progress = new Progress();
    service.serve(settings.operations());
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
    BrokerPublisher publisher = new BrokerPublisher(rabbit, clock);
    DumpPass pass = new DumpPass(settings.passes(), state, publisher, progress);
    ResendRound requests =
        new ResendRound(new ResendInbox(rabbit), new WorkQueues(rabbit, settings.sinks()), state);
    ExtractorLoop loop =
        new ExtractorLoop(
            new DumpDirectory(settings.dumps()),
            pass,
            progress,
            settings.checkInterval(),
            requests,
            scope);
    service.closing(ProgressReporter.start(progress));
    Thread thread =
        Thread.ofPlatform().name("extractor").unstarted(() -> run(service, loop, progress, mode));
    service.closing(new ThreadStopper(thread));
    thread.start();
  }

  private static void run(Service service, ExtractorLoop loop, Progress progress, Mode mode) {
    try {
      switch (mode) {
        case SERVICE -> loop.runForever();
        case ONCE -> {
          loop.runOnce();
          service.stop(status(progress));
        }
      }
    } catch (InterruptedException e) {
      LOG.info("The extraction was interrupted; it goes on with the next start");
    } catch (RuntimeException | Error e) {
      LOG.error("The extraction failed", e);
      progress.failed("The extraction failed: " + e);
      service.stop(1);
    }
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

  private static int status(Progress progress) {
    if (progress.state() == ExtractionState.COMPLETE) {
      return ExitStatus.COMPLETE;
    }
    if (progress.state() == ExtractionState.IDLE) {
      System.err.println("There is no dump in DISCOGS_ROOT.");
    } else if (!progress.problem().isEmpty()) {
      System.err.println(progress.problem());
    }
    return ExitStatus.FAILED;
  }
}
