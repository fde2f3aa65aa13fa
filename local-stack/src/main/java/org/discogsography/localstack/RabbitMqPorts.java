package org.discogsography.localstack;

import org.discogsography.localstack.place.Ports;

/** The ports of a broker, all on 127.0.0.1: clients, HTTP API, between nodes, port mapper. */
public record RabbitMqPorts(int amqp, int management, int distribution, int epmd) {
  /** Four that nothing listens on. */
  public static RabbitMqPorts free() {
    return new RabbitMqPorts(Ports.free(), Ports.free(), Ports.free(), Ports.free());
  }
}
