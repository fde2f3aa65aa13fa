package org.discogsography.localstack;

import java.nio.file.Path;

/**
 * A real server on this machine, with the same ports and the same data at every start. The methods
 * of {@link Component} control it.
 */
public sealed interface LocalServer extends Component
    permits PostgresServer, Neo4jServer, RabbitMqServer {
  /** The file that holds its password, readable only for its owner. */
  Path passwordFile();

  /** Deletes its data and password. It must not run. */
  void clean();
}
