package org.discogsography.graphinator;

import java.util.Set;
import org.discogsography.messages.SinkName;
import org.discogsography.resilience.config.Environment;
import org.discogsography.resilience.neo4j.Neo4jSettings;
import org.discogsography.resilience.operations.OperationsSettings;
import org.discogsography.resilience.rabbit.RabbitSettings;
import org.discogsography.resilience.worker.WorkerSettings;

/**
 * Everything that the graphinator reads from its environment.
 *
 * @param sinks SINKS, whose queues are declared; has to name the graphinator
 */
record GraphinatorSettings(
    OperationsSettings operations,
    RabbitSettings rabbit,
    Neo4jSettings neo4j,
    WorkerSettings worker,
    Set<SinkName> sinks) {
  private static final int PORT = 8001;

  static GraphinatorSettings from(Environment environment) {
    Set<SinkName> sinks = SinkName.from(environment);
    if (!sinks.contains(SinkName.GRAPHINATOR)) {
      environment.problem("SINKS", "does not name the graphinator, which has nothing to do then");
    }
    return new GraphinatorSettings(
        OperationsSettings.from(environment, PORT),
        RabbitSettings.from(environment),
        Neo4jSettings.from(environment),
        WorkerSettings.from(environment),
        sinks);
  }
}
