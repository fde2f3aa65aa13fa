package org.discogsography.extractor.schedule;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Until when somebody wants to be left alone, kept in a small file so that a restart respects it.
 * One thread.
 */
public final class QuietTime {
  private static final Logger LOG = LoggerFactory.getLogger(QuietTime.class);

  private final @Nullable Path file;
  private Instant until = Instant.EPOCH;

  private QuietTime(@Nullable Path file) {
    this.file = file;
  }

  /**
   * As the file says; a file that is missing or is something else says nothing.
   *
   * @param latest what is later is not believed
   */
  public static QuietTime in(Path file, Instant latest) {
    QuietTime quiet = new QuietTime(file);
    try {
      if (Files.exists(file)) {
        String text = Files.readString(file, StandardCharsets.ISO_8859_1);
        Instant read = Instant.ofEpochSecond(Long.parseLong(text.strip()));
        quiet.until = read.isAfter(latest) ? latest : read;
      }
    } catch (IOException | NumberFormatException | DateTimeException e) {
      LOG.warn("{} cannot be read: {}", file, e.toString());
    }
    return quiet;
  }

  /** For as long as the program runs. */
  public static QuietTime inMemory() {
    return new QuietTime(null);
  }

  Instant until() {
    return until;
  }

  /** Nothing is ever taken back. */
  void extendTo(Instant later) {
    if (!later.isAfter(until)) {
      return;
    }
    until = later;
    try {
      if (file != null) {
        // Rounded up: not before that second has passed.
        Files.writeString(file, Long.toString(until.getEpochSecond() + 1));
      }
    } catch (IOException e) {
      LOG.warn("{} cannot be written; a restart will not know to wait: {}", file, e.toString());
    }
  }
}
