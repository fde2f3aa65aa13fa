package org.discogsography.localstack.place;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Set;
import org.discogsography.localstack.process.LocalStackException;

/** A random password in a file that only its owner can read. */
public final class Secret {
  private static final int BYTES = 16;

  private Secret() {}

  /** The password in the file, which is made at the first call. */
  public static String in(Path file) {
    try {
      if (!Files.exists(file)) {
        byte[] random = new byte[BYTES];
        new SecureRandom().nextBytes(random);
        write(file, HexFormat.of().formatHex(random));
      }
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw new LocalStackException("Cannot keep a password in " + file + ".", e);
    }
  }

  /** Writes text that only its owner may read, replacing the file. */
  public static void write(Path file, String text) throws IOException {
    Files.deleteIfExists(file);
    FileAttribute<?> ownerOnly =
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    Set<StandardOpenOption> fresh = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    try (var channel = Files.newByteChannel(file, fresh, ownerOnly)) {
      channel.write(
          java.nio.ByteBuffer.wrap(text.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
    }
  }
}
