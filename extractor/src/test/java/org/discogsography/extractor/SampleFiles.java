package org.discogsography.extractor;

import static java.util.stream.Collectors.joining;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.discogsography.messages.EntityType;
import org.discogsography.messages.RecordMessageCodec;

/** A directory with small dumps, made record by record, with a CHECKSUM file that fits. */
public final class SampleFiles {
  private final Path directory;

  public SampleFiles(Path directory) throws IOException {
    this.directory = Files.createDirectories(directory);
  }

  public Path directory() {
    return directory;
  }

  public Path file(int date, EntityType type) {
    return directory.resolve("t_%d_%s.xml.gz".formatted(date, type.plural()));
  }

  public void labels(int date, long... ids) throws IOException {
    write(date, EntityType.LABELS, records(EntityType.LABELS, ids));
  }

  /** Well-formed records, one a line. */
  public static String records(EntityType type, long... ids) {
    return Arrays.stream(ids).mapToObj(id -> record(type, id)).collect(joining());
  }

  /** A file with these records. */
  public void write(int date, EntityType type, String records) throws IOException {
    String root = type.plural();
    bytes(date, type, gzip("<%s>\n%s</%s>\n".formatted(root, records, root)));
  }

  /** A file with exactly these bytes. */
  public void bytes(int date, EntityType type, byte[] content) throws IOException {
    Path file = file(date, type);
    Files.write(file, content);
    Files.writeString(
        directory.resolve("t_%d_CHECKSUM.txt".formatted(date)),
        HexFormat.of().formatHex(RecordMessageCodec.sha256(content))
            + " "
            + file.getFileName()
            + "\n",
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
  }

  public void delete(int date) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.toList()) {
        if (file.toString().contains(Integer.toString(date))) {
          Files.delete(file);
        }
      }
    }
  }

  public static byte[] gzip(String text) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(bytes)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }

  private static String record(EntityType type, long id) {
    return switch (type) {
      case ARTISTS, LABELS ->
          "<%s><id>%d</id><name>n</name></%s>\n".formatted(type.singular(), id, type.singular());
      case MASTERS, RELEASES ->
          "<%s id=\"%d\"><title>t</title></%s>\n".formatted(type.singular(), id, type.singular());
    };
  }
}
