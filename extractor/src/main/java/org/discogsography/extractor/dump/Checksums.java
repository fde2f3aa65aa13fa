package org.discogsography.extractor.dump;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The SHA-256 of each file of a dump, in lower-case hex. Immutable. */
public final class Checksums {
  private static final Pattern LINE = Pattern.compile("([0-9a-fA-F]{64})\\s+\\*?(\\S+)\\s*");

  private final Map<String, String> hashes;

  private Checksums(Map<String, String> hashes) {
    this.hashes = hashes;
  }

  /**
   * Reads lines of a hash, white space and a file's name; empty lines do not count.
   *
   * @throws DumpException if another line is in it
   */
  static Checksums read(Path file) throws DumpException {
    try {
      return parse(file.getFileName().toString(), Files.readString(file));
    } catch (IOException e) {
      throw new DumpException(file.getFileName() + " cannot be read: " + e.getMessage() + ".", e);
    }
  }

  /**
   * The same from text.
   *
   * @param name for the message
   */
  public static Checksums parse(String name, String text) throws DumpException {
    Map<String, String> hashes = new HashMap<>();
    for (String line : text.lines().toList()) {
      if (!line.isBlank()) {
        Matcher matcher = LINE.matcher(line);
        if (!matcher.matches()) {
          throw new DumpException(name + " has a line that is not a SHA-256 and a file name.");
        }
        hashes.put(matcher.group(2), matcher.group(1).toLowerCase(Locale.ROOT));
      }
    }
    return new Checksums(hashes);
  }

  /** The hash of a file, or null where it is not listed. */
  public @Nullable String of(DumpFile file) {
    return of(file.name());
  }

  /** The hash of a file with that name, or null where it is not listed. */
  public @Nullable String of(String name) {
    return hashes.get(name);
  }

  /** As what they say. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Checksums checksums && hashes.equals(checksums.hashes);
  }

  @Override
  public int hashCode() {
    return hashes.hashCode();
  }
}
