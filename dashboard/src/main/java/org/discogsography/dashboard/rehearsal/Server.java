package org.discogsography.dashboard.rehearsal;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.discogsography.messages.SinkName;

/** What can be stopped, and whose work then waits. */
enum Server {
  POSTGRES("PostgreSQL"),
  NEO4J("Neo4j"),
  RABBITMQ("RabbitMQ");

  private final String title;

  Server(String title) {
    this.title = title;
  }

  static Optional<Server> named(String text) {
    return Arrays.stream(values()).filter(server -> server.text().equals(text)).findFirst();
  }

  /** As in commands, in health and in the API. */
  String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** As people write it. */
  String title() {
    return title;
  }

  /** Those that cannot work without it. */
  List<SinkName> pipelines() {
    return switch (this) {
      case POSTGRES -> List.of(SinkName.TABLEINATOR);
      case NEO4J -> List.of(SinkName.GRAPHINATOR);
      case RABBITMQ -> List.of(SinkName.values());
    };
  }

  /** Those that should not notice. */
  List<SinkName> others() {
    return Arrays.stream(SinkName.values()).filter(sink -> !pipelines().contains(sink)).toList();
  }

  /** The services that are connected to it. */
  List<String> witnesses() {
    return switch (this) {
      case POSTGRES -> List.of("tableinator");
      case NEO4J -> List.of("graphinator");
      case RABBITMQ -> List.of("extractor", "graphinator", "tableinator");
    };
  }
}
