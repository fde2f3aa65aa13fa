package org.discogsography.resilience.tls;

import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLException;

/** Says in one sentence why a server was refused, whatever the driver that found it wraps it in. */
public final class TlsProblem {
  private static final int MOST_CAUSES = 32;

  private TlsProblem() {}

  /**
   * The sentence, or nothing where the failure is not about whom the server is: a connection that
   * ends in the middle of the handshake is an outage like any other.
   *
   * @param failure with its causes
   * @param setting the variable that names the trusted authorities
   */
  public static Optional<String> sentence(Throwable failure, String setting) {
    List<Throwable> causes = causes(failure);
    if (any(causes, CertificateExpiredException.class)) {
      return Optional.of("TLS: the server's certificate has expired.");
    }
    if (any(causes, CertificateNotYetValidException.class)) {
      return Optional.of("TLS: the server's certificate is not valid yet.");
    }
    if (any(causes, CertPathBuilderException.class)
        || any(causes, CertPathValidatorException.class)) {
      return Optional.of(
          "TLS: the server's certificate was issued by nobody who is trusted here; %s names the file of those who are."
              .formatted(setting));
    }
    return causes.stream().flatMap(each -> ofMessage(each).stream()).findFirst();
  }

  private static Optional<String> ofMessage(Throwable failure) {
    String text = String.valueOf(failure.getMessage());
    if (text.contains("No subject alternative")
        || text.contains("No name matching")
        || text.contains("could not be verified by hostnameverifier")) {
      return Optional.of(
          "TLS: the server's certificate is for another host name than the one that is used here.");
    }
    if (text.contains("does not support SSL")
        || text.contains("unrecognized SSL message")
        || text.contains("not an SSL/TLS record")) {
      return Optional.of("TLS: the server does not speak TLS on this port.");
    }
    boolean refused = failure instanceof SSLException && text.contains("fatal alert");
    return refused ? Optional.of("TLS: the server refused (" + text + ").") : Optional.empty();
  }

  private static boolean any(List<Throwable> causes, Class<? extends Throwable> type) {
    return causes.stream().anyMatch(type::isInstance);
  }

  private static List<Throwable> causes(Throwable failure) {
    List<Throwable> causes = new ArrayList<>();
    for (Throwable at = failure; at != null && causes.size() < MOST_CAUSES; at = at.getCause()) {
      causes.add(at);
    }
    return causes;
  }
}
