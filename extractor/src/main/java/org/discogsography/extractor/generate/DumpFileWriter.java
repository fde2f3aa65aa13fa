package org.discogsography.extractor.generate;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.zip.GZIPOutputStream;
import org.discogsography.messages.EntityType;

/** Compresses and hashes one file of a dump. Not thread-safe. */
final class DumpFileWriter implements AutoCloseable {
  private static final int BUFFER_BYTES = 1 << 16;

  private final EntityType type;
  private final MessageDigest digest;
  private final GZIPOutputStream out;
  private final XmlText xml = new XmlText();

  DumpFileWriter(Path file, EntityType type) throws IOException {
    this.type = type;
    try {
      this.digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
    this.out =
        new GZIPOutputStream(
            new DigestOutputStream(
                new BufferedOutputStream(Files.newOutputStream(file), BUFFER_BYTES), digest),
            BUFFER_BYTES);
    put("<" + type.plural() + ">\n");
  }

  void write(RecordXml records, long id) throws IOException {
    xml.clear();
    records.write(xml, id);
    xml.content().append('\n');
    put(xml.content());
  }

  /** Returns the SHA-256 of the compressed file in lower-case hex. */
  String finish() throws IOException {
    put("</" + type.plural() + ">\n");
    out.finish();
    return HexFormat.of().formatHex(digest.digest());
  }

  @Override
  public void close() throws IOException {
    out.close();
  }

  private void put(CharSequence text) throws IOException {
    out.write(text.toString().getBytes(StandardCharsets.UTF_8));
  }
}
