package org.discogsography.localstack;

import org.discogsography.localstack.place.Ports;

/**
 * The ports of a broker, all on 127.0.0.1: clients, HTTP API, Prometheus, between nodes, port
 * mapper.
 */
public record RabbitMqPorts(int amqp, int management, int metrics, int distribution, int epmd) {
  /** Five that nothing listens on. */
  public static RabbitMqPorts free() {
    return new RabbitMqPorts(Ports.free(), Ports.free(), Ports.free(), Ports.free(), Ports.free());
  }
}
