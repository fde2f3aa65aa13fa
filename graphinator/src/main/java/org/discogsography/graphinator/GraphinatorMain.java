package org.discogsography.graphinator;

import org.discogsography.resilience.service.ServiceRunner;

/** The program: records from RabbitMQ (AMQP_CONNECTION) into Neo4j (NEO4J_ADDRESS). */
public final class GraphinatorMain {
  private GraphinatorMain() {}

  public static void main(String[] arguments) {
    ServiceRunner.run("graphinator", GraphinatorService::start);
  }
}
