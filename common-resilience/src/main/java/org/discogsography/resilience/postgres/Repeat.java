package org.discogsography.resilience.postgres;

/** Whether a write may be done again after nobody knows if it was done. */
enum Repeat {
  ONCE,
  IDEMPOTENT
}
