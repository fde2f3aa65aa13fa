package org.discogsography.extractor.pass;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
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

/**
 * Extracts the files of a dump one after the other, or beside one that is held back because its
 * queue is full; one that fails does not stop the others. One thread.
 */
public final class DumpPass {
  private static final Logger LOG = LoggerFactory.getLogger(DumpPass.class);
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration GLANCE = Duration.ofMillis(200);

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

  /** The same for all types. */
  public void run(DumpSet dump, Scope scope) throws InterruptedException {
    Map<EntityType, Scope> scopes = new EnumMap<>(EntityType.class);
    settings.types().forEach(type -> scopes.put(type, scope));
    run(dump, scopes);
  }

  /** Returns when everything usable is confirmed; {@link Progress} tells how it went. */
  public void run(DumpSet dump, Map<EntityType, Scope> scopes) throws InterruptedException {
    progress.begin(dump.date());
    warn(dump);
    awaitBroker();
    progress.become(ExtractionState.EXTRACTING);
    ThreadFactory factory = Thread.ofPlatform().name("pass-", 1).factory();
    ExecutorService threads = Executors.newThreadPerTaskExecutor(factory);
    try {
      runAll(dump, scopes, threads);
    } finally {
      // After an interrupt, each ends when it has noted what is confirmed.
      threads.shutdownNow();
      threads.close();
    }
    boolean failed =
        progress.types().values().stream().anyMatch(each -> each.state() == TypeState.FAILED);
    progress.become(failed ? ExtractionState.FAILED : ExtractionState.COMPLETE);
  }

  private void runAll(DumpSet dump, Map<EntityType, Scope> scopes, ExecutorService threads)
      throws InterruptedException {
    Map<EntityType, Future<?>> passes = new EnumMap<>(EntityType.class);
    for (EntityType type : EntityType.values()) {
      TypeProgress of = progress.of(type);
      DumpFile file = dump.files().get(type);
      if (!settings.types().contains(type)) {
        of.become(TypeState.UNWANTED);
      } else if (file == null) {
        of.become(TypeState.MISSING);
      } else {
        Scope scope = scopes.getOrDefault(type, Scope.CHANGES);
        Future<?> pass =
            threads.submit(() -> {
              run(dump, file, scope, of);
              return type;
            });
        passes.put(type, pass);
        while (!isDone(pass) && !publisher.holdsBack(type)) {
          // The next begins when this one has ended, or waits.
        }
      }
    }
    for (Future<?> pass : passes.values()) {
      while (!isDone(pass)) {
        // However long the queues are full.
      }
    }
  }

  /** Whether a pass ends within a moment. */
  private static boolean isDone(Future<?> pass) throws InterruptedException {
    try {
      pass.get(GLANCE.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException e) {
      throw new IllegalStateException("A pass failed", e.getCause());
    }
  }

  private void run(DumpSet dump, DumpFile file, Scope scope, TypeProgress type)
      throws InterruptedException {
    try {
      type.verifying(file.path().toFile().length());
      new TypePass(file, settings, state, publisher, type).run(dump.checksums(), scope);
      type.become(TypeState.COMPLETE);
    } catch (DumpException e) {
      type.failed(e.failure(), String.valueOf(e.getMessage()));
      LOG.error("{}", e.getMessage());
    } catch (IOException | UncheckedIOException e) {
      stateFailed(type, e.getCause() instanceof IOException cause ? cause : e);
    } catch (RuntimeException e) {
      // A mistake of ours that one file brings to light is no reason to leave the others out.
      type.failed(Failure.UNUSABLE, file.name() + " cannot be extracted: " + e + ".");
      LOG.error("{} cannot be extracted", file.name(), e);
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

  private void warn(DumpSet dump) {
    Set<EntityType> missing = dump.missing();
    missing.retainAll(settings.types());
    if (!missing.isEmpty()) {
      LOG.warn("The dump of {} has no file of {}", dump.date(), missing);
    }
    if (dump.checksums() == null) {
      LOG.warn("The dump of {} has no CHECKSUM file; it is taken as it is", dump.date());
    }
  }
}
