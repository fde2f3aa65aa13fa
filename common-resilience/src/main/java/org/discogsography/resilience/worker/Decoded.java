package org.discogsography.resilience.worker;

/** What a delivery turned out to be. */
public sealed interface Decoded<R> {
  /** A record that can be written. */
  record Usable<R>(R value) implements Decoded<R> {}

  /**
   * A message that no store can ever take.
   *
   * @param reason a short constant word for headers and metrics, such as {@code hash_mismatch}
   * @param detail one sentence for people
   */
  record Malformed<R>(String reason, String detail) implements Decoded<R> {}
}
