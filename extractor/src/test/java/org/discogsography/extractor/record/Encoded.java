package org.discogsography.extractor.record;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.discogsography.extractor.frame.DumpFormatException;
import org.discogsography.extractor.frame.Malformed;
import org.discogsography.extractor.frame.RecordChunk;
import org.discogsography.extractor.frame.RecordFramer;
import org.discogsography.messages.EntityType;

/** What becomes of the content of a dump's root element. */
record Encoded(List<String> bodies, List<Long> ids, List<Malformed> malformed) {
  static final long GREATEST_ID = 1_000_000;

  static Encoded of(EntityType type, String records) throws DumpFormatException {
    return of(type, records.getBytes(UTF_8));
  }

  static Encoded of(EntityType type, byte[] records) throws DumpFormatException {
    byte[] opening = ("<" + type.plural() + ">\n").getBytes(UTF_8);
    byte[] closing = ("\n</" + type.plural() + ">\n").getBytes(UTF_8);
    byte[] all = new byte[opening.length + records.length + closing.length];
    System.arraycopy(opening, 0, all, 0, opening.length);
    System.arraycopy(records, 0, all, opening.length, records.length);
    System.arraycopy(closing, 0, all, opening.length + records.length, closing.length);
    return ofFile(type, new ByteArrayInputStream(all));
  }

  static Encoded ofFile(EntityType type, InputStream file) throws DumpFormatException {
    Encoded encoded = new Encoded(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    RecordFramer framer = new RecordFramer(type, file);
    RecordEncoder encoder = new RecordEncoder(type, GREATEST_ID);
    for (RecordChunk chunk = framer.next(); chunk != null; chunk = framer.next()) {
      encoded.add(encoder.encode(chunk));
    }
    return encoded;
  }

  /** The only record's JSON. */
  String body() {
    if (bodies.size() != 1 || !malformed.isEmpty()) {
      throw new AssertionError("not one record but " + this);
    }
    return bodies.getFirst();
  }

  List<String> reasons() {
    return malformed.stream().map(Malformed::reason).toList();
  }

  private void add(RecordBatch batch) {
    for (int i = 0; i < batch.count(); i++) {
      bodies.add(new String(batch.body(i), UTF_8));
      ids.add(batch.id(i));
    }
    malformed.addAll(batch.malformed());
  }
}
