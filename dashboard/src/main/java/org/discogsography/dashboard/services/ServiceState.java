package org.discogsography.dashboard.services;

/** What is known of a service. */
public enum ServiceState {
  /** It says so. */
  UP,
  /** It says so: something is away that it waits for. */
  DEGRADED,
  /** It says so: somebody has to mend something. */
  DOWN,
  /** What it said last is old, and it has not answered since. */
  STALE,
  /** It cannot be asked: nobody listens, or what listens does not answer as a service does. */
  UNREACHABLE,
  /** It was not asked yet. */
  UNKNOWN
}
