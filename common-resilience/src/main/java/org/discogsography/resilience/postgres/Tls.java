package org.discogsography.resilience.postgres;

import java.util.Set;

/**
 * How connections are encrypted, in the words of PostgreSQL's own clients.
 *
 * @param mode {@code disable}, {@code allow}, {@code prefer}, {@code require}, {@code verify-ca} or
 *     {@code verify-full}; default {@code prefer}
 * @param rootCertificate the file of the certificates that are trusted, in PEM; empty: those of the
 *     JVM
 */
public record Tls(String mode, String rootCertificate) {
  static final Set<String> MODES =
      Set.of("disable", "allow", "prefer", "require", "verify-ca", "verify-full");

  /** Encrypted where the server can, and whoever it is. */
  public static final Tls DEFAULT = new Tls("prefer", "");

  /** Whether the server may be talked to without encryption. */
  boolean mayBePlain() {
    return switch (mode) {
      case "disable", "allow", "prefer" -> true;
      default -> false;
    };
  }

  /** Whether it matters who the server is. */
  boolean verifies() {
    return mode.startsWith("verify-");
  }

  public Tls {
    if (!MODES.contains(mode)) {
      throw new IllegalArgumentException("not a mode of TLS: " + mode);
    }
  }
}
