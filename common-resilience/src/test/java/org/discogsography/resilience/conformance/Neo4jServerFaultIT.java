package org.discogsography.resilience.conformance;

final class Neo4jServerFaultIT extends ServerFaults {
  Neo4jServerFaultIT() {
    super(new Neo4jSubject());
  }
}
