package org.discogsography.benchmarks;

import com.fasterxml.aalto.stax.InputFactoryImpl;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** The least that reading a dump with this parser takes: every event, and nothing done with it. */
final class Drain {
  private static final int BUFFER_BYTES = 1 << 16;

  private Drain() {}

  /** Returns the number of records, which are the root's children. */
  static long records(Path file) throws IOException, XMLStreamException {
    long records = 0;
    int depth = 0;
    try (InputStream in = new GZIPInputStream(Files.newInputStream(file), BUFFER_BYTES)) {
      XMLStreamReader xml = new InputFactoryImpl().createXMLStreamReader(in);
      while (xml.hasNext()) {
        switch (xml.next()) {
          case XMLStreamConstants.START_ELEMENT -> {
            depth++;
            records += depth == 2 ? 1 : 0;
          }
          case XMLStreamConstants.END_ELEMENT -> depth--;
          default -> {
            // Not looked at.
          }
        }
      }
    }
    return records;
  }
}
