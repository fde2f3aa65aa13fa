package org.discogsography.resilience.tls;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.discogsography.resilience.config.Environment;

/**
 * The authorities whose servers are trusted: certificates in PEM, one or several in a file.
 *
 * @param file the file; empty: those that the JVM trusts
 */
public record TrustedCertificates(Optional<Path> file) {
  /** Those that the JVM trusts. */
  public static final TrustedCertificates OF_THE_JVM = new TrustedCertificates(Optional.empty());

  /** The authorities in a file. */
  public static TrustedCertificates in(Path file) {
    return new TrustedCertificates(Optional.of(file));
  }

  /**
   * Reads the variable, which names a file; without it the JVM's authorities are trusted. A file
   * that holds no certificates is a problem of the environment.
   */
  public static TrustedCertificates from(Environment environment, String variable) {
    String name = environment.optional(variable);
    if (name == null) {
      return OF_THE_JVM;
    }
    TrustedCertificates trusted = in(Path.of(name));
    try {
      SSLContext ignored = trusted.context();
      return trusted;
    } catch (IOException e) {
      environment.problem(variable, "names a file that holds no certificates in PEM: " + name);
      return OF_THE_JVM;
    }
  }

  /**
   * A context of TLS that trusts them and no one else.
   *
   * @throws IOException if the file cannot be read or holds no certificate
   */
  public SSLContext context() throws IOException {
    try {
      if (file.isEmpty()) {
        return SSLContext.getDefault();
      }
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(store(file.get()));
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IOException("no certificates can be read: " + e.getMessage(), e);
    }
  }

  private static KeyStore store(Path file) throws IOException, GeneralSecurityException {
    Collection<? extends Certificate> certificates;
    try (InputStream in = Files.newInputStream(file)) {
      certificates = CertificateFactory.getInstance("X.509").generateCertificates(in);
    }
    if (certificates.isEmpty()) {
      throw new IOException("there is no certificate in " + file);
    }
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    int number = 0;
    for (Certificate certificate : certificates) {
      store.setCertificateEntry("authority-" + number++, certificate);
    }
    return store;
  }
}
