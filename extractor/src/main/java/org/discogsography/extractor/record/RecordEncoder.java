package org.discogsography.extractor.record;

import com.fasterxml.aalto.stax.InputFactoryImpl;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import org.codehaus.stax2.XMLStreamReader2;
import org.discogsography.extractor.frame.RecordChunk;
import org.discogsography.messages.EntityType;
import tools.jackson.core.JacksonException;

/**
 * Parses the records of a chunk and encodes and hashes each. A record that is no XML, or no record
 * of its type, is left out and the next one goes on. Not thread-safe; one per thread.
 */
public final class RecordEncoder {
  /** Changes whenever the same record would get different bytes. */
  public static final int BODY_FORMAT = 1;

  private final Shape shape;
  private final long greatestId;
  private final RecordTape tape = new RecordTape();
  private final InputFactoryImpl xml = parsers();

  /**
   * For the records of one type.
   *
   * @param greatestId records with a greater id are malformed
   */
  public RecordEncoder(EntityType type, long greatestId) {
    this.shape = Shapes.of(type);
    this.greatestId = greatestId;
  }

  public RecordBatch encode(RecordChunk chunk) {
    BatchBuilder batch = new BatchBuilder(chunk);
    int next = 0;
    while (next < chunk.count()) {
      next = encodeFrom(chunk, next, batch);
    }
    return batch.build();
  }

  /** Encodes up to the first malformed record and returns the index of the one after it. */
  private int encodeFrom(RecordChunk chunk, int first, BatchBuilder batch) {
    RecordWriter writer = new RecordWriter(tape, batch.bodies());
    int record = first;
    try {
      XMLStreamReader2 reader =
          (XMLStreamReader2) xml.createXMLStreamReader(chunk.documentFrom(first));
      RecordReader records = new RecordReader(reader, tape);
      reader.next();
      for (; record < chunk.count(); record++) {
        toStart(reader);
        encode(records, writer, batch, record);
      }
      reader.closeCompletely();
    } catch (MalformedRecordException e) {
      batch.malformed(record, e.reason(), e.detail());
    } catch (JacksonException e) {
      batch.malformed(record, "not_unicode", firstLine(e));
    } catch (XMLStreamException | RuntimeException e) {
      // The parser has no exception of its own for some bad names, such as one with the prefix
      // xmlns.
      batch.malformed(record, "not_well_formed", firstLine(e));
    }
    return record + 1;
  }

  private void encode(RecordReader reader, RecordWriter writer, BatchBuilder batch, int record)
      throws XMLStreamException, MalformedRecordException {
    tape.clear();
    int object = reader.object(shape);
    int idCell = tape.cell(object);
    if (idCell == 0) {
      throw new MalformedRecordException("missing_id", "The record has no id.");
    }
    long id = tape.number(idCell);
    if (id > greatestId) {
      throw new MalformedRecordException(
          "id_too_large", "The id " + id + " is greater than " + greatestId + ".");
    }
    writer.write(shape, object);
    batch.add(record, id);
  }

  private static void toStart(XMLStreamReader2 reader) throws XMLStreamException {
    while (reader.next() != XMLStreamConstants.START_ELEMENT) {
      if (reader.getEventType() == XMLStreamConstants.END_DOCUMENT) {
        throw new XMLStreamException("a record has no start tag");
      }
    }
  }

  private static String firstLine(Exception e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
  }

  private static InputFactoryImpl parsers() {
    InputFactoryImpl factory = new InputFactoryImpl();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, false);
    factory.setProperty(XMLInputFactory.IS_COALESCING, true);
    return factory;
  }
}
