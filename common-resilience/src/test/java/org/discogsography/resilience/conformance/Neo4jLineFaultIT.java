package org.discogsography.resilience.conformance;

final class Neo4jLineFaultIT extends LineFaults {
  Neo4jLineFaultIT() {
    super(new Neo4jSubject());
  }
}
