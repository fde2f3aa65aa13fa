package org.discogsography.dashboard.services;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.discogsography.dashboard.watch.Text;
import org.discogsography.resilience.health.Status;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads health in the shape of Spring Boot's Actuator; takes from it no more than a page shows. */
final class HealthParser {
  private static final int MOST_COMPONENTS = 32;
  private static final int MOST_DETAILS = 16;
  private static final int LONGEST_NAME = 64;
  private static final int LONGEST_TEXT = 1_000;
  private static final JsonMapper JSON = JsonMapper.shared();

  private HealthParser() {}

  static HealthAnswer parse(byte[] body) {
    try {
      JsonNode root = JSON.readTree(body);
      Status status = status(root.path("status").asString(""));
      return status == null
          ? new HealthAnswer.Failed("its answer is not health")
          : new HealthAnswer.Said(
              status,
              components(root.path("components")),
              FactsParser.parse(root.path("components")),
              root);
    } catch (JacksonException e) {
      return new HealthAnswer.Failed("its answer is not JSON");
    }
  }

  private static @Nullable Status status(String text) {
    for (Status status : Status.values()) {
      if (status.name().equals(text)) {
        return status;
      }
    }
    return null;
  }

  private static List<Component> components(JsonNode node) {
    List<Component> components = new ArrayList<>();
    node.properties().stream()
        .limit(MOST_COMPONENTS)
        .forEach(entry -> components.add(component(entry.getKey(), entry.getValue())));
    return components;
  }

  private static Component component(String name, JsonNode node) {
    String status = Text.shortened(node.path("status").asString("UNKNOWN"), LONGEST_NAME);
    Map<String, String> details = new LinkedHashMap<>();
    node.path("details").properties().stream()
        .limit(MOST_DETAILS)
        .forEach(entry ->
            details.put(Text.shortened(entry.getKey(), LONGEST_NAME), text(entry.getValue())));
    return new Component(Text.shortened(name, LONGEST_NAME), status, details);
  }

  private static String text(JsonNode value) {
    return Text.shortened(value.isObject() ? pairs(value) : plain(value), LONGEST_TEXT);
  }

  /** What is nested, such as figures by queue, on one line. */
  private static String pairs(JsonNode object) {
    return object.properties().stream()
        .limit(MOST_DETAILS)
        .map(entry -> entry.getKey() + " " + inner(entry.getValue()))
        .collect(Collectors.joining(", "));
  }

  private static String inner(JsonNode value) {
    return value.isObject() ? "(" + pairs(value) + ")" : plain(value);
  }

  private static String plain(JsonNode value) {
    return value.isString() ? value.asString() : value.toString();
  }
}
