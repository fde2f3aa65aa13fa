package org.discogsography.endtoend;

/** A line between a service and a server, with a proxy of its own. */
enum Link {
  EXTRACTOR_RABBITMQ("extractor"),
  GRAPHINATOR_RABBITMQ("graphinator"),
  TABLEINATOR_RABBITMQ("tableinator"),
  GRAPHINATOR_NEO4J("graphinator"),
  TABLEINATOR_POSTGRES("tableinator");

  final String service;

  Link(String service) {
    this.service = service;
  }
}
