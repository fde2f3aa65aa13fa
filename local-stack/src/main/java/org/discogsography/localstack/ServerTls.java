package org.discogsography.localstack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.discogsography.localstack.process.LocalStackException;

/**
 * What a server proves itself with.
 *
 * @param certificate in PEM
 * @param key its private key, PKCS #8 in PEM, not encrypted
 */
public record ServerTls(Path certificate, Path key) {
  /** Copies to a directory of the server's, as {@code server.crt} and {@code server.key}. */
  ServerTls copiedTo(Path directory) {
    try {
      Path keyCopy = copy(key, directory.resolve("server.key"));
      Files.setPosixFilePermissions(keyCopy, PosixFilePermissions.fromString("rw-------"));
      return new ServerTls(copy(certificate, directory.resolve("server.crt")), keyCopy);
    } catch (IOException e) {
      throw new LocalStackException("Cannot copy a certificate to " + directory + ".", e);
    }
  }

  private static Path copy(Path from, Path to) throws IOException {
    return Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
  }
}
