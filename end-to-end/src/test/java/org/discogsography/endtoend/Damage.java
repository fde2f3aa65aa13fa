package org.discogsography.endtoend;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** What can be wrong with a file of a dump, and what the extractor has to say of it. */
enum Damage {
  CUT_GZIP("is cut off: the compressed data ends too early, at byte ") {
    @Override
    byte[] applyTo(Path file) throws IOException {
      byte[] whole = Files.readAllBytes(file);
      return Arrays.copyOf(whole, whole.length * 5 / 6);
    }
  },
  ARCHIVE("does not begin with <labels> but with ") {
    @Override
    byte[] applyTo(Path file) throws IOException {
      return tar(file);
    }
  },
  CUT_XML("is cut off: it ends inside a record, before </labels>, at byte ") {
    @Override
    byte[] applyTo(Path file) throws IOException {
      String xml = xml(file);
      return gzip(xml.substring(0, nameFrom(xml, xml.length() * 5 / 6) + "<na".length()));
    }
  },
  OTHER_CHECKSUM("has the SHA-256 ") {
    @Override
    byte[] applyTo(Path file) throws IOException {
      String xml = xml(file);
      return gzip(xml.substring(0, xml.lastIndexOf("<label><id>")) + "</labels>\n");
    }
  },
  ENTITY_BOMB("does not begin with <labels> but with ") {
    @Override
    byte[] applyTo(Path file) throws IOException {
      StringBuilder entities = new StringBuilder("<!DOCTYPE labels [<!ENTITY e0 \"boom\">");
      for (int i = 1; i <= 9; i++) {
        entities.append("<!ENTITY e%d \"%s\">".formatted(i, "&e%d;".formatted(i - 1).repeat(10)));
      }
      return gzip(entities + "]>\n" + xml(file).replace("<name>", "<name>&e9;"));
    }
  },
  /** The record before and the one after are good. */
  MALFORMED_RECORD("") {
    @Override
    byte[] applyTo(Path file) throws IOException {
      String xml = xml(file);
      int name = nameFrom(xml, xml.length() / 2) + "<name>".length();
      return gzip(xml.substring(0, name) + "&undeclared;" + xml.substring(name));
    }
  };

  private final String problem;

  Damage(String problem) {
    this.problem = problem;
  }

  /** The file of labels, damaged. */
  abstract byte[] applyTo(Path file) throws IOException;

  /** What is said of it, after the file's name; empty where only one record is bad. */
  String problem() {
    return problem;
  }

  /** Where the next name begins. */
  private static int nameFrom(String xml, int from) {
    return xml.indexOf("<name>", from);
  }

  private static String xml(Path file) throws IOException {
    try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static byte[] gzip(String xml) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(xml.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }

  /** The file inside an archive, as some sites pack it. */
  private static byte[] tar(Path file) throws IOException {
    Path archive = Files.createTempFile("labels", ".tar.gz");
    try {
      Path directory = file.toAbsolutePath().getParent();
      Process process =
          new ProcessBuilder(
                  "tar", "-czf", archive.toString(), "-C", directory.toString(), name(file))
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      if (!process.waitFor(30, TimeUnit.SECONDS) || process.exitValue() != 0) {
        process.destroyForcibly();
        throw new IOException("tar failed");
      }
      return Files.readAllBytes(archive);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } finally {
      Files.delete(archive);
    }
  }

  private static String name(Path file) {
    return String.valueOf(file.getFileName());
  }
}
