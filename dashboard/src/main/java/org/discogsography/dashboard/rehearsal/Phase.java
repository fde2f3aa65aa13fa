package org.discogsography.dashboard.rehearsal;

/** The parts of an outage, in this order; some may be left out. */
enum Phase {
  BASELINE("Baseline", "everything is there; what usually happens is measured"),
  OUTAGE("Outage", "the server is taken away, and nobody has said so yet"),
  HOLDING("Holding", "those who need it know, hold what they have and wait"),
  RECOVERY("Recovery", "the server answers again; nothing is committed yet"),
  DRAINED("Drained", "work goes on until the queues are as they were before"),
  VERDICT("Verdict", "the figures are added up");

  private final String title;
  private final String meaning;

  Phase(String title, String meaning) {
    this.title = title;
    this.meaning = meaning;
  }

  /** As in the API and in reports. */
  String title() {
    return title;
  }

  /** For newcomers. */
  String meaning() {
    return meaning;
  }
}
