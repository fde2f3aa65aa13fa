package org.discogsography.dashboard.rehearsal;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Reads from a service's health what counts in an outage. */
final class HealthJson {
  /** Of a worker's loop: it waits for a server. */
  private static final Set<String> WAITING = Set.of("holding", "waiting", "disconnected");

  private HealthJson() {}

  /**
   * Empty where the answer is no service's.
   *
   * @param now when it came
   */
  static Optional<ServiceLook> read(JsonNode health, Instant now) {
    JsonNode components = health.path("components");
    if (!components.isObject()) {
      return Optional.empty();
    }
    Map<String, Sight> servers = new LinkedHashMap<>();
    for (Server server : Server.values()) {
      sight(components.path(server.text()), now)
          .ifPresent(sight -> servers.put(server.text(), sight));
    }
    return Optional.of(
        new ServiceLook(
            now,
            servers,
            work(components, now),
            sent(components.path("extraction")),
            instant(health.path("started"))));
  }

  /** Empty also where a service has just begun, is about to end or is held up: it knows nothing. */
  private static Optional<Sight> sight(JsonNode component, Instant now) {
    JsonNode details = component.path("details");
    String reason = details.path("reason").asString("");
    boolean silent = reason.equals("the indicator does not answer");
    boolean starting =
        reason.equals("no probe has ended yet")
            || details.path("last_error").asString("").equals("not connected yet");
    boolean ending = details.path("state").asString("").equals("closed");
    if (starting || ending || silent) {
      return Optional.empty();
    }
    Instant since = instant(details.path("since")).orElse(now);
    return switch (component.path("status").asString("")) {
      case "UP", "DEGRADED" -> Optional.of(new Sight.Here(since));
      case "DOWN" -> Optional.of(new Sight.Gone(since));
      default -> Optional.empty();
    };
  }

  private static Optional<Work> work(JsonNode components, Instant now) {
    JsonNode queues = components.path("work").path("details");
    if (!queues.isObject()) {
      return Optional.empty();
    }
    Work all = Work.NONE;
    for (JsonNode queue : queues) {
      if (!queue.isObject()) {
        // The component did not answer in time, and says so instead.
        return Optional.empty();
      }
      boolean waits = WAITING.contains(queue.path("state").asString(""));
      all =
          all.plus(
              new Work(
                  queue.path("consumed").asLong(0),
                  queue.path("written").asLong(0),
                  queue.path("unchanged").asLong(0),
                  queue.path("requeued").asLong(0),
                  queue.path("dead_lettered").asLong(0),
                  waits ? instant(queue.path("paused_since")).orElse(now) : null));
    }
    return Optional.of(all);
  }

  private static Optional<Sent> sent(JsonNode extraction) {
    JsonNode details = extraction.path("details");
    if (!details.path("types").isObject()) {
      return Optional.empty();
    }
    long confirmed = 0;
    for (JsonNode type : details.path("types")) {
      confirmed += type.path("confirmed").asLong(0);
    }
    JsonNode last = details.path("last_run");
    return Optional.of(
        new Sent(confirmed, last.path("ended").asString(""), last.path("published").asLong(0)));
  }

  private static Optional<Instant> instant(JsonNode text) {
    try {
      return Optional.of(Instant.parse(text.asString("")));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
