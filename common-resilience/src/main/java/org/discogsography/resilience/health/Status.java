package org.discogsography.resilience.health;

/** From best to worst. */
public enum Status {
  UP,
  /** Works, with something away that is waited for. */
  DEGRADED,
  /** Does not heal by waiting: somebody has to mend something. */
  DOWN;

  public Status worse(Status other) {
    return compareTo(other) >= 0 ? this : other;
  }
}
