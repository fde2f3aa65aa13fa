package org.discogsography.tableinator;

import java.util.Set;
import org.discogsography.messages.SinkName;
import org.discogsography.resilience.config.Environment;
import org.discogsography.resilience.operations.OperationsSettings;
import org.discogsography.resilience.postgres.PostgresSettings;
import org.discogsography.resilience.postgres.PostgresSettings.Purpose;
import org.discogsography.resilience.rabbit.RabbitSettings;
import org.discogsography.resilience.worker.WorkerSettings;

/** Everything that the environment says to the tableinator. */
record TableinatorSettings(
    OperationsSettings operations,
    PostgresSettings postgres,
    RabbitSettings rabbit,
    WorkerSettings worker,
    Set<SinkName> sinks) {
  private static final int PORT = 8002;

  static TableinatorSettings from(Environment environment) {
    return new TableinatorSettings(
        OperationsSettings.from(environment, PORT),
        PostgresSettings.from(environment, "tableinator", Purpose.WRITE),
        RabbitSettings.from(environment),
        WorkerSettings.from(environment),
        SinkName.from(environment));
  }
}
