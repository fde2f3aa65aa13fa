package org.discogsography.dashboard.broker;

/** What is known of the broker. */
public enum BrokerState {
  UP,
  /** The last figures are old, and there have been none since. */
  STALE,
  /** Its management API cannot be asked; the broker itself may still work. */
  UNREACHABLE,
  /** Its management API does not take our credentials. */
  REFUSED,
  /** It was not asked yet. */
  UNKNOWN
}
