package org.discogsography.resilience.conformance;

final class PostgresLineFaultIT extends LineFaults {
  PostgresLineFaultIT() {
    super(new PostgresSubject());
  }
}
