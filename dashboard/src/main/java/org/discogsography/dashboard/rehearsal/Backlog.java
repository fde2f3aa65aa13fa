package org.discogsography.dashboard.rehearsal;

/** How many messages waited for a server, since it is gone. */
final class Backlog {
  private final Server server;
  private long peak;
  private boolean any;

  Backlog(Server server) {
    this.server = server;
  }

  void see(Reading reading) {
    long waiting = server.pipelines().stream().mapToLong(sink -> reading.of(sink).waiting()).sum();
    any |= waiting > 0;
    if (server.pipelines().stream().allMatch(reading::knows)) {
      peak = Math.max(peak, waiting);
    }
  }

  /** The most that was told. */
  long peak() {
    return peak;
  }

  /** Whether anything waited, by what was told last. */
  boolean any() {
    return any;
  }
}
