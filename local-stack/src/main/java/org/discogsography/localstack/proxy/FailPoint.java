package org.discogsography.localstack.proxy;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

/**
 * A moment in a conversation at which a connection fails, known by the bytes that pass: a frame's
 * header, a keyword of a protocol. Fires once, on the connection where those bytes pass. Bytes that
 * one read cuts in two are not seen, and the next ones count.
 *
 * <p>Thread-safe.
 */
public final class FailPoint {
  static final int NOT_HERE = -1;

  private final Direction direction;
  private final String bytes;
  private final Outcome outcome;
  private int passes;
  private volatile boolean fired;

  /** Who sends those bytes. */
  public enum Direction {
    FROM_CLIENT,
    FROM_SERVER
  }

  /** What becomes of the bytes, and of the connection. */
  public enum Outcome {
    /** They do not arrive, and both sides see the end of the connection. */
    CUT_BEFORE,
    /** They arrive, and then both sides see the end of the connection. */
    CUT_AFTER,
    /** They do not arrive, nor does anything after them, and nobody is told. */
    HANG
  }

  /**
   * @param bytes each char one byte
   * @param passes how often they pass before it fires
   */
  public FailPoint(Direction direction, String bytes, int passes, Outcome outcome) {
    this.direction = direction;
    this.bytes = bytes;
    this.passes = passes;
    this.outcome = outcome;
  }

  /** Whether it has happened. */
  public boolean fired() {
    return fired;
  }

  Outcome outcome() {
    return outcome;
  }

  /** Where in a chunk it fires now, or {@link #NOT_HERE}. */
  synchronized int firesAt(Direction sender, byte[] chunk, int length) {
    if (fired || sender != direction) {
      return NOT_HERE;
    }
    String text = new String(chunk, 0, length, ISO_8859_1);
    int at = text.indexOf(bytes);
    while (at >= 0 && passes > 0) {
      passes--;
      at = text.indexOf(bytes, at + bytes.length());
    }
    fired = at >= 0;
    return at >= 0 ? at : NOT_HERE;
  }
}
