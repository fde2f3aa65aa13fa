package org.discogsography.dashboard.services;

import java.util.LinkedHashMap;
import java.util.Map;
import org.discogsography.dashboard.services.Facts.Breaker;
import org.discogsography.dashboard.services.Facts.Extraction;
import org.discogsography.dashboard.services.Facts.Loop;
import org.discogsography.dashboard.services.Facts.Pool;
import org.discogsography.dashboard.watch.Text;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Takes the figures out of health, and no more of them than a page shows. */
final class FactsParser {
  private static final int MOST = 32;
  private static final int LONGEST = 300;

  private final Map<String, Breaker> breakers = new LinkedHashMap<>();
  private final Map<String, Pool> pools = new LinkedHashMap<>();
  private final Map<String, String> since = new LinkedHashMap<>();
  private final Map<String, Loop> loops = new LinkedHashMap<>();
  private @Nullable Extraction extraction;

  static Facts parse(JsonNode components) {
    FactsParser parser = new FactsParser();
    components.properties().stream()
        .limit(MOST)
        .forEach(entry -> parser.component(entry.getKey(), entry.getValue().path("details")));
    return new Facts(parser.breakers, parser.pools, parser.since, parser.loops, parser.extraction);
  }

  private void component(String component, JsonNode details) {
    String name = Text.shortened(component, LONGEST);
    JsonNode breaker = details.path("circuit_breaker");
    if (breaker.isObject()) {
      breakers.put(name, breaker(breaker));
    }
    JsonNode pool = details.path("pool");
    if (pool.isObject()) {
      pools.put(name, pool(pool));
    }
    String from = text(details.path("since"));
    if (from != null) {
      since.put(name, from);
    }
    if (name.equals("work")) {
      details.properties().stream()
          .limit(MOST)
          .forEach(
              queue -> loops.put(Text.shortened(queue.getKey(), LONGEST), loop(queue.getValue())));
    }
    if (name.equals("extraction")) {
      extraction = extraction(details);
    }
  }

  private static Breaker breaker(JsonNode node) {
    return new Breaker(
        Text.shortened(node.path("state").asString("unknown"), LONGEST),
        node.path("failures").asLong(0),
        node.path("threshold").asLong(0),
        node.path("trips").asLong(0));
  }

  private static Pool pool(JsonNode node) {
    return new Pool(
        node.path("active").asLong(0),
        node.path("maximum").asLong(0),
        node.path("waiting").asLong(0));
  }

  private static Loop loop(JsonNode node) {
    return new Loop(
        Text.shortened(node.path("state").asString("unknown"), LONGEST),
        text(node.path("paused_since")),
        text(node.path("last_error")),
        number(node.at("/batch_ms/p50")),
        number(node.at("/batch_ms/p95")));
  }

  private static Extraction extraction(JsonNode details) {
    JsonNode backlog = details.path("paused_by");
    String type = null;
    JsonNode current = details.path("none");
    for (Map.Entry<String, JsonNode> each : details.path("types").properties()) {
      if ("extracting".equals(each.getValue().path("state").asString(""))) {
        type = Text.shortened(each.getKey(), LONGEST);
        current = each.getValue();
      }
    }
    return new Extraction(
        Text.shortened(details.path("state").asString("unknown"), LONGEST),
        text(backlog.path("queue")),
        whole(backlog.path("ready")),
        whole(backlog.path("limit")),
        type,
        number(current.path("percent")),
        number(current.path("records_per_second")),
        whole(current.path("seconds_left")));
  }

  private static @Nullable String text(JsonNode node) {
    return node.isString() ? Text.shortened(node.asString(), LONGEST) : null;
  }

  private static @Nullable Double number(JsonNode node) {
    return node.isNumber() ? node.asDouble() : null;
  }

  private static @Nullable Long whole(JsonNode node) {
    return node.isNumber() ? node.asLong() : null;
  }
}
