package org.discogsography.localstack.container;

import java.util.List;
import java.util.Map;

/**
 * How a server is run as a container.
 *
 * @param name with its tag; the same as in docker-compose.yml
 * @param ports of the container, by the ports of 127.0.0.1 that lead there
 * @param environment settings and passwords; they are not part of any command line
 * @param options more options of {@code docker run}
 */
public record Image(
    String name,
    Map<Integer, Integer> ports,
    Map<String, String> environment,
    List<String> options) {
  public Image {
    ports = Map.copyOf(ports);
    environment = Map.copyOf(environment);
    options = List.copyOf(options);
  }
}
