package org.discogsography.resilience.rabbit;

import java.time.Instant;

/**
 * Where the connection is in its life, and the only ways from one state to another. Every
 * connection has an epoch of its own; news of an earlier epoch changes nothing. Immutable.
 */
sealed interface ConnectionState {
  /** The epoch that is, or the last one that was; 0 before the first connection. */
  long epoch();

  Instant since();

  /** No connection; somebody is trying to get one. */
  record Away(long epoch, Instant since, ConnectionProblem problem, int attempts)
      implements ConnectionState {}

  /** Connected, with the topology declared. */
  record Up(long epoch, Instant since) implements ConnectionState {}

  /** Closed by its owner, for good. */
  record Closed(long epoch, Instant since) implements ConnectionState {}

  static ConnectionState starting(Instant now) {
    return new Away(0, now, ConnectionProblem.away("not connected yet"), 0);
  }

  /** A new connection begins the next epoch. */
  default ConnectionState connected(Instant now) {
    return switch (this) {
      case Away away -> new Up(away.epoch + 1, now);
      case Up up -> up;
      case Closed closed -> closed;
    };
  }

  /** An attempt to connect failed. */
  default ConnectionState failed(ConnectionProblem problem) {
    return switch (this) {
      case Away away -> new Away(away.epoch, away.since, problem, away.attempts + 1);
      case Up up -> up;
      case Closed closed -> closed;
    };
  }

  /** The connection of the given epoch is gone. */
  default ConnectionState lost(long lostEpoch, ConnectionProblem problem, Instant now) {
    return switch (this) {
      case Up up when up.epoch == lostEpoch -> new Away(up.epoch, now, problem, 0);
      case Up up -> up;
      case Away away -> away;
      case Closed closed -> closed;
    };
  }

  /** Its owner is done with it. */
  default ConnectionState closed(Instant now) {
    return switch (this) {
      case Closed closed -> closed;
      case Away away -> new Closed(away.epoch, now);
      case Up up -> new Closed(up.epoch, now);
    };
  }
}
