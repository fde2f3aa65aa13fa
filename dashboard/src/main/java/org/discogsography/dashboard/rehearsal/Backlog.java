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
    peak = Math.max(peak, waiting);
  }

  long peak() {
    return peak;
  }

  /** Whether anything waited. */
  boolean any() {
    return any;
  }
}
