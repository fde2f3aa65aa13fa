package org.discogsography.dashboard.stores;

/** What is known of a store. */
public enum StoreState {
  UP,
  /** It does not answer: waited for. */
  AWAY,
  /** It answers, and will not until somebody mends something. */
  REFUSED,
  /** The last answer is old, and there has been none since. */
  STALE,
  /** It was not asked yet. */
  UNKNOWN
}
