package org.discogsography.extractor.pass;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.discogsography.extractor.dump.DumpException;
import org.discogsography.extractor.dump.DumpFile;
import org.discogsography.extractor.dump.Failure;
import org.discogsography.extractor.frame.Malformed;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * The records that a pass left out, one JSON object a line: type, dump, position, id where it is
 * known, reason, detail. The file is written anew by each pass. Not thread-safe.
 */
final class Quarantine implements AutoCloseable {
  private final DumpFile file;
  private final int budget;
  private final BufferedWriter lines;
  private final JsonGenerator json;
  private int count;

  /**
   * @param budget how many records may be left out before the whole file counts as unusable
   */
  Quarantine(Path directory, DumpFile file, int budget) throws IOException {
    this.file = file;
    this.budget = budget;
    Files.createDirectories(directory);
    Path path = directory.resolve("%d_%s.jsonl".formatted(file.date(), file.type().plural()));
    this.lines = Files.newBufferedWriter(path);
    this.json =
        JsonFactory.builder()
            .rootValueSeparator("\n")
            .build()
            .createGenerator(ObjectWriteContext.empty(), lines);
  }

  /**
   * @throws DumpException when the budget is used up
   */
  void add(Malformed malformed) throws DumpException {
    try {
      write(malformed);
    } catch (JacksonException e) {
      throw unwritable(e);
    }
    count++;
    if (count > budget) {
      throw new DumpException(
          Failure.TOO_MANY_MALFORMED,
          "%s has more than %,d malformed records; the last, at byte %,d of its XML, is %s."
              .formatted(file.name(), budget, malformed.position(), malformed.reason()));
    }
  }

  @Override
  public void close() {
    try (lines) {
      json.flush();
      if (count > 0) {
        lines.newLine();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (JacksonException e) {
      throw unwritable(e);
    }
  }

  private void write(Malformed malformed) {
    json.writeStartObject();
    json.writeStringProperty("type", file.type().plural());
    json.writeNumberProperty("dump", file.date());
    json.writeNumberProperty("position", malformed.position());
    if (malformed.id() != 0) {
      json.writeNumberProperty("id", malformed.id());
    }
    json.writeStringProperty("reason", malformed.reason());
    json.writeStringProperty("detail", malformed.detail());
    json.writeEndObject();
  }

  /** The generator's exceptions are no I/O exceptions, and a full disk is no bug. */
  private static UncheckedIOException unwritable(JacksonException e) {
    return new UncheckedIOException(
        e.getCause() instanceof IOException cause ? cause : new IOException(e));
  }
}
