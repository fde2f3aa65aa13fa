package org.discogsography.dashboard.alerts;

/** How bad something is. */
public enum Severity {
  /** Only advice. */
  INFO,
  WARNING,
  CRITICAL
}
