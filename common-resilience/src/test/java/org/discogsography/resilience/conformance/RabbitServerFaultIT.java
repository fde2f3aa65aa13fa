package org.discogsography.resilience.conformance;

final class RabbitServerFaultIT extends ServerFaults {
  RabbitServerFaultIT() {
    super(new RabbitSubject());
  }
}
