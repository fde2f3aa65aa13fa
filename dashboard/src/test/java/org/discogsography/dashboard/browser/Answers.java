package org.discogsography.dashboard.browser;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;
import java.util.function.DoubleUnaryOperator;

/** What services and a broker say in the tests of the page. */
final class Answers {
  static final List<String> TYPES = List.of("artists", "labels", "masters", "releases");
  private static final String SINCE = "2026-01-01T12:00:00Z";

  private Answers() {}

  static String extractor() {
    return """
    {"status":"UP","components":{
     "rabbitmq":%s,
     "extraction":{"status":"UP","details":{"state":"extracting","dump":20260101,
      "types":{"artists":{"state":"complete"},
       "releases":{"state":"extracting","percent":42.5,"records_per_second":1240,
        "seconds_left":185}}}}}}
    """
        .formatted(up());
  }

  static String pausedExtractor() {
    return """
    {"status":"UP","components":{
     "rabbitmq":%s,
     "extraction":{"status":"UP","details":{"state":"paused_by_backlog","dump":20260101,
      "paused_by":{"queue":"discogsography.tableinator.releases","ready":1000000,
       "limit":1000000}}}}}
    """
        .formatted(up());
  }

  static String worker(String name, String store) {
    return """
    {"status":"UP","components":{"rabbitmq":%s,"%s":%s,"work":{"status":"UP","details":{%s}}}}
    """
        .formatted(up(), store, up(), loops(name, "running", ""));
  }

  /** Waits for its store. */
  static String waiting(String name, String store, Instant since) {
    String away =
        """
        {"status":"DOWN","details":{"since":"%s","reason":"Connection refused",
         "pool":{"active":0,"idle":0,"waiting":2,"maximum":10},
         "circuit_breaker":{"state":"open","failures":7,"threshold":5,"trips":1}}}
        """
            .formatted(since);
    String pause =
        ",\"paused_since\":\"%s\",\"last_error\":\"UNAVAILABLE 08001: Connection refused\""
            .formatted(since);
    return """
    {"status":"DEGRADED","components":{"rabbitmq":%s,"%s":%s,
     "work":{"status":"DEGRADED","details":{%s}}}}
    """
        .formatted(up(), store, away, loops(name, "waiting", pause));
  }

  static String broken(String name, String store) {
    return """
    {"status":"DOWN","components":{"rabbitmq":%s,"%s":{"status":"DOWN","details":{
      "since":"%s","reason":"password authentication failed for user \\"writer\\"",
      "circuit_breaker":{"state":"open","failures":5,"threshold":5,"trips":1}}},
     "work":{"status":"DOWN","details":{%s}}}}
    """
        .formatted(up(), store, SINCE, loops(name, "waiting", ""));
  }

  static String brokerGone(String name, String store, Instant since) {
    return """
    {"status":"DEGRADED","components":{"rabbitmq":%s,"%s":%s,
     "work":{"status":"DEGRADED","details":{%s}}}}
    """
        .formatted(
            rabbitGone(since),
            store,
            up(),
            loops(name, "disconnected", ",\"paused_since\":\"%s\"".formatted(since)));
  }

  static String extractorWithoutBroker(Instant since) {
    return """
    {"status":"DEGRADED","components":{
     "rabbitmq":%s,
     "extraction":{"status":"UP","details":{"state":"waiting_for_broker","dump":20260101,
      "types":{"artists":{"state":"complete"},
       "releases":{"state":"extracting","percent":42.5,"records_per_second":0}}}}}}
    """
        .formatted(rabbitGone(since));
  }

  private static String rabbitGone(Instant since) {
    return """
    {"status":"DOWN","details":{"state":"away","since":"%s","last_error":"nobody listens",
     "circuit_breaker":{"state":"open","failures":9,"threshold":5,"trips":1}}}
    """
        .formatted(since);
  }

  private static String up() {
    return """
    {"status":"UP","details":{"since":"%s",
     "pool":{"active":3,"idle":4,"waiting":0,"maximum":10},
     "circuit_breaker":{"state":"closed","failures":0,"threshold":5,"trips":0}}}
    """
        .formatted(SINCE);
  }

  private static String loops(String name, String state, String more) {
    StringJoiner loops = new StringJoiner(",");
    for (String type : TYPES) {
      loops.add(
          "\"discogsography.%s.%s\":{\"state\":\"%s\",\"written\":5,\"batch_ms\":{\"p50\":%s,\"p95\":%s}%s}"
              .formatted(
                  name,
                  type,
                  state,
                  name.equals("graphinator") ? 180 : 45,
                  name.equals("graphinator") ? 420 : 110,
                  more));
    }
    return loops.toString();
  }

  /** The management API, with or without the past. */
  static String broker(String request) {
    if (request.startsWith("/api/nodes")) {
      return "[{\"name\":\"rabbit@here\",\"mem_alarm\":false,\"disk_free_alarm\":false}]";
    }
    return request.startsWith("/api/queues") ? queues(request, 3_200, 1) : null;
  }

  static String alarmed(String request) {
    return request.startsWith("/api/nodes")
        ? "[{\"name\":\"rabbit@here\",\"mem_alarm\":true,\"disk_free_alarm\":false}]"
        : broker(request);
  }

  static String backlog(String request) {
    return request.startsWith("/api/queues") ? queues(request, 96_000, 0) : broker(request);
  }

  static String noQueues(String request) {
    return request.startsWith("/api/queues") || request.startsWith("/api/nodes") ? "[]" : null;
  }

  private static String queues(String request, long tableinator, int consumers) {
    boolean past = request.contains("lengths_age");
    int increment = request.contains("lengths_incr=60") ? 60 : 5;
    List<String> queues = new ArrayList<>();
    for (String sink : List.of("graphinator", "tableinator")) {
      for (int i = 0; i < TYPES.size(); i++) {
        boolean table = sink.equals("tableinator");
        long ready = i == 3 ? (table ? tableinator : 5_400) : i == 2 ? 320 : 0;
        int dead = table && i == 3 ? 4 : 0;
        String name = "discogsography." + sink + "." + TYPES.get(i);
        queues.add(
            queue(
                name,
                ready,
                table ? consumers : 1,
                i == 3 ? 1_240 : i == 2 ? 140 : 0,
                table && consumers == 0 ? 0 : i == 3 ? 1_310 : i == 2 ? 150 : 0,
                past ? details(increment, ready, i) : ""));
        queues.add("{\"name\":\"%s.dlq\",\"vhost\":\"/\",\"messages\":%d}".formatted(name, dead));
      }
    }
    return "[" + String.join(",", queues) + "]";
  }

  private static String queue(
      String name, long ready, int consumers, int in, int acknowledged, String details) {
    return """
    {"name":"%s","vhost":"/","messages_ready":%d,"messages_unacknowledged":%d,"consumers":%d,
     "messages":%d,%s
     "message_stats":{"publish_details":{"rate":%d%s},"ack_details":{"rate":%d%s}}}
    """
        .formatted(
            name,
            ready,
            ready > 0 && consumers > 0 ? 400 : 0,
            consumers,
            ready,
            details.isEmpty() ? "" : details.substring(0, details.indexOf('|')),
            in,
            details.isEmpty() ? "" : "," + details.substring(details.indexOf('|') + 1),
            acknowledged,
            details.isEmpty() ? "" : "," + details.substring(details.indexOf('|') + 1));
  }

  /** An hour in which a backlog came and went. */
  private static String details(int increment, long ready, int type) {
    DoubleUnaryOperator wave =
        age -> ready * (1 + 2.5 * Math.exp(-Math.pow((age - 260) / 120, 2))) + (type == 2 ? 90 : 0);
    DoubleUnaryOperator total =
        age -> (3_600 - age) * (type == 3 ? 1_240 : type == 2 ? 140 : 0) * (1 - age / 30_000);
    return "\"messages_ready_details\":{\"rate\":0,\"samples\":[%s]},|\"samples\":[%s]"
        .formatted(samples(increment, wave), samples(increment, total));
  }

  private static String samples(int increment, DoubleUnaryOperator of) {
    long now = Instant.now().getEpochSecond();
    StringJoiner samples = new StringJoiner(",");
    int reach = increment == 60 ? 3_600 : 600;
    for (int age = 0; age <= reach; age += increment) {
      samples.add(
          String.format(
              Locale.ROOT,
              "{\"sample\":%d,\"timestamp\":%d}",
              Math.round(of.applyAsDouble(age)),
              (now - age) * 1_000));
    }
    return samples.toString();
  }
}
