package org.discogsography.localstack.ingest;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.discogsography.localstack.Component;
import org.discogsography.localstack.process.LocalStackException;
import org.discogsography.localstack.process.LogTail;
import org.discogsography.localstack.stack.Service;
import org.discogsography.localstack.stack.Stack;

/**
 * Waits until both stores hold what the extractor read. A server or service that somebody stopped
 * or paused is waited for without limit; one that ended by itself is a failure, and so are five
 * minutes in which no figure changes.
 */
public final class Ingestion implements AutoCloseable {
  private static final Duration PAUSE = Duration.ofMillis(500);
  private static final Duration STALLED = Duration.ofMinutes(5);

  /** How long records may be missing though no message waits for anybody. */
  private static final Duration LOST = Duration.ofMinutes(1);

  /** Longer than the broker's figures are old, which may say of full queues that they are empty. */
  private static final Duration SETTLED = Duration.ofSeconds(6);

  private final Stack stack;
  private final StoreWatch postgres;
  private final StoreWatch neo4j;

  public Ingestion(Stack stack) {
    this.stack = stack;
    this.postgres = StoreWatch.start(new PostgresCounter(stack.postgres()), "count-postgres");
    this.neo4j = StoreWatch.start(new Neo4jCounter(stack.neo4j()), "count-neo4j");
  }

  /**
   * Returns the last figures once everything has arrived.
   *
   * @param progress told the figures about twice a second
   * @throws LocalStackException saying what is missing or what ended
   */
  public Figures await(Consumer<Figures> progress) {
    Figures before = null;
    long changed = System.nanoTime();
    long moved = changed;
    while (true) {
      failIfSomethingEnded();
      Figures now = look();
      progress.accept(now);
      if (!now.equals(before)) {
        changed = System.nanoTime();
        before = now;
      }
      moved = somethingIsHeld() ? System.nanoTime() : Math.max(moved, changed);
      if (now.complete() && since(changed).compareTo(SETTLED) > 0) {
        return now;
      }
      failIfStalled(now, since(moved));
      pause();
    }
  }

  @Override
  public void close() {
    postgres.close();
    neo4j.close();
  }

  private Figures look() {
    Optional<Extraction> extraction = stack.service("extractor").healthReport().map(Extraction::of);
    extraction.filter(Extraction::failed).ifPresent(this::failed);
    Optional<Queues> queues = Queues.of(stack.rabbitmq());
    return new Figures(extraction, queues, counts(postgres), counts(neo4j));
  }

  private static Duration since(long nanoTime) {
    return Duration.ofNanos(System.nanoTime() - nanoTime);
  }

  private static Optional<Map<Kind, Long>> counts(StoreWatch watch) {
    return watch.latest().map(StoreWatch.Counts::of);
  }

  private void failed(Extraction extraction) {
    String problem = extraction.problem().replaceFirst("\\.$", "");
    String why = problem.isEmpty() ? "" : ": " + problem;
    throw new LocalStackException(
        "The extractor could not read "
            + stack.dumps().current()
            + why
            + tail(stack.service("extractor")));
  }

  private void failIfSomethingEnded() {
    for (Component component : stack.components()) {
      if (component.process().ended()) {
        throw new LocalStackException(component.name() + " ended by itself" + tail(component));
      }
    }
  }

  private boolean somethingIsHeld() {
    return stack.components().stream()
        .anyMatch(component -> !component.running() || component.paused());
  }

  private void failIfStalled(Figures figures, Duration unchanged) {
    if (figures.delivered() && unchanged.compareTo(LOST) > 0) {
      long dead = figures.queues().map(Queues::dead).orElse(0L);
      throw new LocalStackException(
          "Every message was taken, and yet these records are missing: %s. The dead-letter queues hold %,d messages."
              .formatted(String.join(", ", figures.missing()), dead));
    }
    if (unchanged.compareTo(STALLED) > 0) {
      throw new LocalStackException(
          "Nothing has happened for " + STALLED.toMinutes() + " minutes" + unwell());
    }
  }

  private String unwell() {
    StringBuilder text = new StringBuilder();
    for (Service service : stack.services()) {
      text.append("; ").append(service.name()).append(" is ").append(service.health());
    }
    return text.append("; scripts/logs NAME shows more.").toString();
  }

  private static String tail(Component component) {
    return ". The last lines of %s:%n%s"
        .formatted(component.log(), LogTail.of(component.log()).indent(2).stripTrailing());
  }

  private static void pause() {
    if (Thread.currentThread().isInterrupted()) {
      throw new LocalStackException("Interrupted while waiting for the ingestion.");
    }
    LockSupport.parkNanos(PAUSE.toNanos());
  }
}
