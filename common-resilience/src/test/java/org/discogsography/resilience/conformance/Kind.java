package org.discogsography.resilience.conformance;

import java.util.Locale;

/** The kinds of servers, for tests that run for each of them. */
enum Kind {
  POSTGRES,
  NEO4J,
  RABBITMQ;

  /** As in health. */
  String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Starts the server where it does not run yet. */
  Subject subject() {
    return switch (this) {
      case POSTGRES -> new PostgresSubject();
      case NEO4J -> new Neo4jSubject();
      case RABBITMQ -> new RabbitSubject();
    };
  }
}
