package org.discogsography.localstack.rehearse;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.discogsography.localstack.process.LocalStackException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One rehearsal, from its announcement to the verdict. Nothing is taken away that nobody watches,
 * and whatever happens is given back.
 */
final class Drive {
  private static final Duration PAUSE = Duration.ofMillis(500);

  private final DashboardApi api;
  private final ServerSwitch server;
  private final Screen screen;
  private final Course course;
  private final @Nullable Feed flow;

  /**
   * What is done.
   *
   * @param target the server's name
   * @param baseline how long everything is watched before
   * @param down how long it is away
   * @param longest how long a verdict may take from the server's answer
   */
  record Course(String target, How how, Duration baseline, Duration down, Duration longest) {}

  /**
   * One that can be run once.
   *
   * @param flow keeps records flowing until the first commit; null for none
   */
  Drive(DashboardApi api, ServerSwitch server, Screen screen, Course course, @Nullable Feed flow) {
    this.api = api;
    this.server = server;
    this.screen = screen;
    this.course = course;
    this.flow = flow;
  }

  /**
   * Runs it and returns the report.
   *
   * @throws LocalStackException with a sentence if it does not come to a verdict
   */
  JsonNode run(Map<String, Object> request) {
    String id = api.start(request);
    screen.say("Rehearsal " + id);
    Thread rescue = new Thread(() -> rescue(id), "rescue");
    Runtime.getRuntime().addShutdownHook(rescue);
    try {
      return run(id);
    } finally {
      rescue(id);
      forget(rescue);
    }
  }

  private JsonNode run(String id) {
    if (flow != null) {
      screen.say("Generating records to feed");
      flow.begin();
    }
    requireWatched(watch(id, course.baseline(), Drive::ended));
    takeAway(id);
    Optional<JsonNode> ignored = watch(id, course.down(), Drive::ended);
    giveBack(id);
    ignored = watch(id, course.longest(), Drive::committed);
    if (flow != null) {
      flow.end();
      tell(flow);
    }
    return watch(id, course.longest(), Drive::ended)
        .filter(Drive::ended)
        .orElseThrow(() ->
            new LocalStackException("The dashboard has not come to a verdict on " + id + "."));
  }

  /** The mark comes first: what a clean stop takes is part of the outage. */
  private void takeAway(String id) {
    if (!api.mark(id, "stopped")) {
      requireWatched(api.report(id));
      throw new LocalStackException(
          "The dashboard does not hear that %1$s is to be taken away, so %1$s was left alone."
              .formatted(course.target()));
    }
    screen.say(course.target() + ": " + course.how().text());
    server.takeAway(course.how());
  }

  private void giveBack(String id) {
    screen.say(course.target() + ": given back");
    server.giveBack(course.how());
    if (!api.mark(id, "started")) {
      screen.say("The dashboard did not hear that " + course.target() + " is started.");
    }
  }

  private void requireWatched(Optional<JsonNode> report) {
    report
        .filter(Drive::ended)
        .ifPresent(over -> {
          throw new LocalStackException(
              "The dashboard no longer watches, so %s was left alone: %s"
                  .formatted(course.target(), over.path("problem").asString("")));
        });
  }

  private static void forget(Thread rescue) {
    try {
      Runtime.getRuntime().removeShutdownHook(rescue);
    } catch (IllegalStateException e) {
      // It is just running, because somebody has ended this program.
    }
  }

  /** Whatever happened: nothing stays stopped, and nothing is watched for nothing. */
  private void rescue(String id) {
    server.giveBackForGood(course.how());
    try {
      if (!api.report(id).map(Drive::ended).orElse(true)) {
        boolean ignored = api.mark(id, "abort");
      }
    } catch (LocalStackException e) {
      // Where the dashboard has forgotten it, nothing is watched; whoever waited for it was told.
    }
  }

  private void tell(Feed feed) {
    if (!feed.problem().isEmpty()) {
      screen.say("The feed ended before its time: " + feed.problem());
    }
  }

  private Optional<JsonNode> watch(String id, Duration limit, Predicate<JsonNode> until) {
    long end = System.nanoTime() + limit.toNanos();
    Optional<JsonNode> report = api.report(id);
    while (System.nanoTime() < end) {
      report.ifPresent(screen::show);
      if (report.filter(until).isPresent()) {
        break;
      }
      if (Thread.currentThread().isInterrupted()) {
        throw new LocalStackException("Interrupted while watching.");
      }
      LockSupport.parkNanos(Math.min(PAUSE.toNanos(), Math.max(1, end - System.nanoTime())));
      report = api.report(id);
    }
    return report;
  }

  private static boolean ended(JsonNode report) {
    return report.path("endedAt").isString();
  }

  private static boolean committed(JsonNode report) {
    return ended(report)
        || List.of("Drained", "Verdict").contains(report.path("phase").asString(""));
  }
}
