package org.discogsography.resilience.neo4j;

import org.neo4j.driver.AccessMode;
import org.neo4j.driver.SessionConfig;

/** What a client does with the graph, which is also what its probe tries. */
public enum Access {
  READ(AccessMode.READ, "RETURN 1"),
  WRITE(AccessMode.WRITE, "CREATE ()");

  private final AccessMode mode;
  private final String probe;

  Access(AccessMode mode, String probe) {
    this.mode = mode;
    this.probe = probe;
  }

  SessionConfig session() {
    return SessionConfig.builder().withDefaultAccessMode(mode).build();
  }

  String probe() {
    return probe;
  }
}
