package org.discogsography.resilience.conformance;

final class PostgresServerFaultIT extends ServerFaults {
  PostgresServerFaultIT() {
    super(new PostgresSubject());
  }
}
