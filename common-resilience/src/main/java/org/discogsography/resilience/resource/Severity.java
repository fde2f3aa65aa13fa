package org.discogsography.resilience.resource;

import java.util.Locale;

/** How much an alert matters. */
public enum Severity {
  INFO,
  WARNING,
  CRITICAL;

  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
