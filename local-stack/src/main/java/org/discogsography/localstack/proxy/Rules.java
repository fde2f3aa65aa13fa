package org.discogsography.localstack.proxy;

import java.time.Duration;

/**
 * What a proxy does at the moment.
 *
 * @param delay of every chunk, in each direction
 */
record Rules(Arrivals arrivals, Flow flow, Duration delay) {
  static final Rules PASS = new Rules(Arrivals.ADMITTED, Flow.FORWARDED, Duration.ZERO);
  static final Rules REFUSE = new Rules(Arrivals.REFUSED, Flow.FORWARDED, Duration.ZERO);
  static final Rules RESET = new Rules(Arrivals.RESET, Flow.FORWARDED, Duration.ZERO);
  static final Rules STALL = new Rules(Arrivals.ADMITTED, Flow.HELD, Duration.ZERO);
  static final Rules BLACK_HOLE = new Rules(Arrivals.WAITING, Flow.FORWARDED, Duration.ZERO);

  /** What becomes of new connections. */
  enum Arrivals {
    /** Nothing listens. */
    REFUSED,
    /** Taken and reset at once. */
    RESET,
    /** Not answered until they are admitted. */
    WAITING,
    ADMITTED
  }

  /** What becomes of bytes. */
  enum Flow {
    FORWARDED,
    /** Kept, and forwarded later. */
    HELD
  }

  static Rules delay(Duration delay) {
    return new Rules(Arrivals.ADMITTED, Flow.FORWARDED, delay);
  }
}
