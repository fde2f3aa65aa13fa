package org.discogsography.localstack.rehearse;

import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.discogsography.localstack.process.Await;
import org.discogsography.localstack.process.LocalStackException;
import org.discogsography.localstack.stack.Dumps;
import org.discogsography.localstack.stack.Stack;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Keeps an ingestion running: generates the sample's next month, in which everything has changed,
 * whenever the workers that are not being rehearsed are about to run dry. Stops by itself after 200
 * months.
 */
final class Feed implements AutoCloseable {
  private static final int MOST_MONTHS = 200;
  private static final Duration TO_BEGIN = Duration.ofMinutes(2);
  private static final Duration TO_END = Duration.ofMinutes(3);
  private static final Duration PAUSE = Duration.ofMillis(300);

  private final Stack stack;
  private final DashboardApi api;
  private final List<String> workers;
  private final Map<String, Long> doneBefore = new HashMap<>();
  private final Thread thread;
  private volatile boolean ending;
  private volatile String problem = "";
  private volatile long sent;

  /**
   * A feed for the time in which a server is away.
   *
   * @param workers that do not need that server
   */
  Feed(Stack stack, DashboardApi api, List<String> workers) {
    this.stack = stack;
    this.api = api;
    this.workers = List.copyOf(workers);
    this.thread = Thread.ofPlatform().name("feed").daemon().unstarted(this::loop);
    if (!stack.dumps().areGenerated()) {
      throw new LocalStackException(
          "--feed replaces the generated sample, and this stack reads "
              + stack.dumps().current()
              + ": rehearse without --feed, or with a stack of its own (DISCOGSOGRAPHY_HOME).");
    }
    for (String worker : this.workers) {
      doneBefore.put(worker, done(worker).orElse(0L));
    }
  }

  /** Returns when records flow. */
  void begin() {
    long before = done("tableinator").orElse(0L) + done("graphinator").orElse(0L);
    thread.start();
    boolean flows =
        Await.until(
            TO_BEGIN,
            () ->
                !problem.isEmpty()
                    || done("tableinator").orElse(0L) + done("graphinator").orElse(0L) > before);
    if (!problem.isEmpty() || !flows) {
      throw new LocalStackException(
          "The feed did not begin: " + (problem.isEmpty() ? "nothing flows." : problem));
    }
  }

  /** No further month begins; the one that is being read goes on. */
  void end() {
    ending = true;
  }

  /** Why it ended before its time; empty where it did not. */
  String problem() {
    return problem;
  }

  @Override
  public void close() {
    end();
    try {
      if (thread.isAlive() && !thread.join(TO_END)) {
        thread.interrupt();
      }
    } catch (InterruptedException e) {
      thread.interrupt();
      Thread.currentThread().interrupt();
    }
  }

  private void loop() {
    Dumps dumps = stack.dumps();
    try {
      for (int month = 1; month <= MOST_MONTHS && !ending; month++) {
        dumps.generateNextMonth(System.currentTimeMillis());
        while (!ending && !(extractorWaits() && hungry())) {
          LockSupport.parkNanos(PAUSE.toNanos());
        }
        if (!ending) {
          long atLeast = sent;
          dumps.takeNextMonth();
          trigger();
          awaitRun();
          sent = atLeast + confirmed();
        }
      }
    } catch (LocalStackException e) {
      problem = String.valueOf(e.getMessage());
    }
  }

  /** While one run ends, the next is refused. */
  private void trigger() {
    URI address = URI.create(stack.service("extractor").location() + "/trigger");
    int[] status = {0};
    Await.until(
        TO_BEGIN,
        () -> {
          status[0] = api.post(address);
          return ending || (status[0] != 409 && status[0] != 0);
        });
    if (status[0] == 401 || status[0] == 403) {
      throw new LocalStackException(
          "The extractor does not take the stack's token: scripts/stop extractor; scripts/start extractor gives it one.");
    }
  }

  /** Until the extractor has taken up the month and come to its end. */
  private void awaitRun() {
    while (extractorWaits() && !ending) {
      LockSupport.parkNanos(PAUSE.toNanos());
      if (confirmed() > 0) {
        break;
      }
    }
    while (!extractorWaits() && !ending) {
      LockSupport.parkNanos(PAUSE.toNanos());
    }
  }

  private boolean extractorWaits() {
    return extraction()
        .map(details -> details.path("state").asString("").equals("complete"))
        .orElse(false);
  }

  private long confirmed() {
    long all = 0;
    for (JsonNode type :
        extraction().map(details -> details.path("types")).orElseThrow(Feed::silent)) {
      all += type.path("confirmed").asLong(0);
    }
    return all;
  }

  private static LocalStackException silent() {
    return new LocalStackException("The extractor does not answer.");
  }

  private Optional<JsonNode> extraction() {
    return stack
        .service("extractor")
        .healthReport()
        .map(health -> health.path("components").path("extraction").path("details"));
  }

  /** Whether the workers that can work have done most of what was sent to them. */
  private boolean hungry() {
    long enough = Math.max(500, confirmed() / 2);
    return workers.stream()
        .allMatch(worker -> {
          Optional<Long> now = done(worker);
          return now.isPresent()
              && sent - (now.get() - doneBefore.getOrDefault(worker, 0L)) < enough;
        });
  }

  private Optional<Long> done(String worker) {
    return stack.service(worker).healthReport().map(Feed::consumed);
  }

  private static @Nullable Long consumed(JsonNode health) {
    JsonNode queues = health.path("components").path("work").path("details");
    if (!queues.isObject()) {
      return null;
    }
    long all = 0;
    for (JsonNode queue : queues) {
      all += queue.path("consumed").asLong(0);
    }
    return all;
  }
}
