package org.discogsography.messages;

/** The workers that receive a copy of every record. */
public enum SinkName {
  /** Writes relationships on shared nodes, so one works and the others stand by. */
  GRAPHINATOR("graphinator", true),
  /** Any number of them compete. */
  TABLEINATOR("tableinator", false);

  private final String text;
  private final boolean singleActiveConsumer;

  SinkName(String text, boolean singleActiveConsumer) {
    this.text = text;
    this.singleActiveConsumer = singleActiveConsumer;
  }

  /** As in queue names and SINKS. */
  public String text() {
    return text;
  }

  boolean singleActiveConsumer() {
    return singleActiveConsumer;
  }
}
