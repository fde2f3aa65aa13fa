package org.discogsography.extractor.record;

import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonEncoding;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Writes what is on a tape as JSON, keys in the order of the shape. Not thread-safe. */
final class RecordWriter {
  private static final JsonFactory JSON =
      JsonFactory.builder().rootValueSeparator((String) null).build();

  private final RecordTape tape;
  private final JsonGenerator json;

  RecordWriter(RecordTape tape, BodyBuffer out) {
    this.tape = tape;
    this.json = JSON.createGenerator(ObjectWriteContext.empty(), out, JsonEncoding.UTF8);
  }

  /**
   * Writes one record's JSON to the end of the buffer.
   *
   * @throws JacksonException if a text is no Unicode; the writer cannot be used any more then
   */
  void write(Shape shape, int object) {
    object(shape, object);
    json.flush();
  }

  private void object(Shape shape, int object) {
    json.writeStartObject();
    for (int i = 0; i < shape.size(); i++) {
      int value = tape.cell(object + i);
      if (value != 0) {
        Field field = shape.field(i);
        json.writeName(field.json());
        value(field, value);
      }
    }
    json.writeEndObject();
  }

  private void value(Field field, int value) {
    switch (field.kind()) {
      case TEXT -> text(value);
      case NUMBER -> json.writeNumber(tape.number(value));
      case FLAG -> json.writeBoolean(tape.cell(value) == Scalars.TRUE);
      case OBJECT -> object(field.shape(), value);
      case TEXTS, OBJECTS -> list(field, tape.cell(value));
    }
  }

  private void list(Field field, int first) {
    json.writeStartArray();
    for (int item = first; item != 0; item = tape.cell(item)) {
      if (field.kind() == Kind.TEXTS) {
        text(item + 1);
      } else {
        object(field.shape(), item + 1);
      }
    }
    json.writeEndArray();
  }

  private void text(int value) {
    json.writeString(tape.text(), tape.cell(value), tape.cell(value + 1));
  }
}
