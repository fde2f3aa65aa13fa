package org.discogsography.resilience.conformance;

final class RabbitLineFaultIT extends LineFaults {
  RabbitLineFaultIT() {
    super(new RabbitSubject());
  }
}
