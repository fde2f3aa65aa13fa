package org.discogsography.resilience.operations;

import org.discogsography.resilience.config.Environment;

/**
 * Where a service's HTTP port is.
 *
 * @param host the address to listen on; HTTP_HOST, default 127.0.0.1, so that nobody else reaches
 *     it
 * @param port HTTP_PORT; 0 takes any free port
 */
public record OperationsSettings(String host, int port) {
  public static OperationsSettings from(Environment environment, int defaultPort) {
    return new OperationsSettings(
        environment.text("HTTP_HOST", "127.0.0.1"),
        environment.integer("HTTP_PORT", defaultPort, 0, 65_535));
  }
}
