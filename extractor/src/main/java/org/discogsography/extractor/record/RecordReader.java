package org.discogsography.extractor.record;

import static javax.xml.stream.XMLStreamConstants.CDATA;
import static javax.xml.stream.XMLStreamConstants.CHARACTERS;
import static javax.xml.stream.XMLStreamConstants.END_ELEMENT;
import static javax.xml.stream.XMLStreamConstants.ENTITY_REFERENCE;
import static javax.xml.stream.XMLStreamConstants.SPACE;
import static javax.xml.stream.XMLStreamConstants.START_ELEMENT;

import javax.xml.stream.XMLStreamException;
import org.codehaus.stax2.XMLStreamReader2;
import org.jspecify.annotations.Nullable;

/**
 * Reads one record's element onto a tape. What the shape does not know is passed over; of a field
 * that occurs twice the first with a value counts, and a list that occurs twice goes on. Every
 * method begins at a start tag and ends at its end tag. Not thread-safe.
 */
final class RecordReader {
  /** Deeper elements are malformed; real records have 7 levels. */
  static final int MAX_DEPTH = 64;

  private final XMLStreamReader2 xml;
  private final RecordTape tape;

  RecordReader(XMLStreamReader2 xml, RecordTape tape) {
    this.xml = xml;
    this.tape = tape;
  }

  /** Returns the address of the object. */
  int object(Shape shape) throws XMLStreamException, MalformedRecordException {
    int object = tape.reserve(shape.size());
    attributes(shape, object);
    Field ownText = shape.ownText();
    if (ownText == null) {
      int likely = 0;
      while (nextChild()) {
        likely = child(shape, object, likely);
      }
    } else {
      value(ownText, object);
    }
    return object;
  }

  /** Returns the index of the field that likely comes next. */
  private int child(Shape shape, int object, int likely)
      throws XMLStreamException, MalformedRecordException {
    Field field = shape.field(xml.getLocalName(), likely);
    if (field == null) {
      skip();
      return likely;
    }
    switch (field.kind()) {
      case TEXT, FLAG -> value(field, object);
      case NUMBER -> {
        companion(shape, field, object);
        value(field, object);
      }
      case OBJECT -> single(field, object);
      case TEXTS, OBJECTS -> list(field, object);
    }
    return field.index() + 1;
  }

  private void attributes(Shape shape, int object) throws MalformedRecordException {
    int count = xml.getAttributeCount();
    for (int i = 0; i < count; i++) {
      Field field = shape.field(xml.getAttributeLocalName(i), 0);
      if (field != null) {
        attribute(field, object, i);
      }
    }
  }

  private void companion(Shape shape, Field field, int object) throws MalformedRecordException {
    if (field.companion().isEmpty()) {
      return;
    }
    for (int i = 0; i < xml.getAttributeCount(); i++) {
      Field companion = shape.field(xml.getAttributeLocalName(i), field.index() + 1);
      if (companion != null && companion.name().equals(field.companion())) {
        attribute(companion, object, i);
      }
    }
  }

  private void attribute(Field field, int object, int attribute) throws MalformedRecordException {
    int start = tape.textEnd();
    tape.append(xml.getAttributeValue(attribute));
    store(field, object, start);
  }

  private void value(Field field, int object) throws XMLStreamException, MalformedRecordException {
    int start = tape.textEnd();
    text();
    store(field, object, start);
  }

  /** Makes the text since a place the value of a field that has none yet. */
  private void store(Field field, int object, int start) throws MalformedRecordException {
    if (tape.textEnd() == start) {
      return;
    }
    int cell = object + field.index();
    if (tape.cell(cell) != 0) {
      tape.truncateText(start);
      return;
    }
    switch (field.kind()) {
      case TEXT -> tape.set(cell, tape.addText(start));
      case NUMBER -> {
        long number = Scalars.number(field.name(), tape.text(), start, tape.textEnd());
        tape.truncateText(start);
        tape.set(cell, number == 0 ? 0 : tape.addNumber(number));
      }
      case FLAG -> {
        int flag = Scalars.flag(field.name(), tape.text(), start, tape.textEnd());
        tape.truncateText(start);
        tape.set(cell, tape.addFlag(flag));
      }
      case OBJECT, TEXTS, OBJECTS -> tape.truncateText(start);
    }
  }

  private void single(Field field, int object) throws XMLStreamException, MalformedRecordException {
    int value = object(field.shape());
    if (isEmpty(field.shape(), value)) {
      tape.release(value);
    } else if (tape.cell(object + field.index()) == 0) {
      tape.set(object + field.index(), value);
    }
  }

  private void list(Field field, int object) throws XMLStreamException, MalformedRecordException {
    ListCells list = new ListCells(tape, object + field.index());
    int idBefore = 0;
    while (nextChild()) {
      if (xml.getLocalName().equals(field.item())) {
        if (field.kind() == Kind.TEXTS) {
          textItem(list);
        } else {
          objectItem(field.shape(), list, idBefore);
        }
        idBefore = 0;
      } else if (takesIdBefore(field)) {
        idBefore = idBefore(field.shape(), list, idBefore);
      } else {
        skip();
      }
    }
    if (idBefore != 0) {
      list.add(idBefore);
    }
  }

  private void textItem(ListCells list) throws XMLStreamException, MalformedRecordException {
    int start = tape.textEnd();
    text();
    if (tape.textEnd() > start) {
      int item = tape.reserve(1);
      tape.addText(start);
      list.add(item);
    }
  }

  private void objectItem(Shape shape, ListCells list, int idBefore)
      throws XMLStreamException, MalformedRecordException {
    int item = tape.reserve(1);
    int object = object(shape);
    if (idBefore != 0 && tape.cell(object) == 0) {
      tape.set(object, tape.cell(idBefore + 1));
    }
    if (isEmpty(shape, object)) {
      tape.release(item);
    } else {
      list.add(item);
    }
  }

  /** In some years a reference is an id element followed by a name element. */
  private boolean takesIdBefore(Field field) {
    return field.kind() == Kind.OBJECTS
        && field.shape().ownText() != null
        && xml.getLocalName().equals("id");
  }

  private int idBefore(Shape shape, ListCells list, int earlier)
      throws XMLStreamException, MalformedRecordException {
    if (earlier != 0) {
      list.add(earlier);
    }
    int item = tape.reserve(1);
    int object = tape.reserve(shape.size());
    value(shape.field(0), object);
    return isEmpty(shape, object) ? 0 : item;
  }

  private boolean isEmpty(Shape shape, int object) {
    for (int i = 0; i < shape.size(); i++) {
      if (tape.cell(object + i) != 0) {
        return false;
      }
    }
    return true;
  }

  /** Appends the element's text, which can come in pieces, without that of its children. */
  private void text() throws XMLStreamException, MalformedRecordException {
    while (true) {
      switch (xml.next()) {
        case CHARACTERS, CDATA, SPACE ->
            tape.append(xml.getTextCharacters(), xml.getTextStart(), xml.getTextLength());
        case START_ELEMENT -> skip();
        case END_ELEMENT -> {
          return;
        }
        case ENTITY_REFERENCE -> throw unknownEntity(xml.getLocalName());
        default -> {
          // Comments and processing instructions.
        }
      }
    }
  }

  /** Goes to the next child's start tag, or returns false at the end tag. */
  private boolean nextChild() throws XMLStreamException, MalformedRecordException {
    while (true) {
      switch (xml.next()) {
        case START_ELEMENT -> {
          checkDepth();
          return true;
        }
        case END_ELEMENT -> {
          return false;
        }
        default -> {
          // White space between elements.
        }
      }
    }
  }

  private void skip() throws XMLStreamException, MalformedRecordException {
    int depth = xml.getDepth();
    while (xml.next() != END_ELEMENT || xml.getDepth() > depth) {
      checkDepth();
    }
  }

  private void checkDepth() throws MalformedRecordException {
    if (xml.getDepth() > MAX_DEPTH) {
      throw new MalformedRecordException(
          "too_deep", "Elements are nested more than " + MAX_DEPTH + " deep.");
    }
  }

  private static MalformedRecordException unknownEntity(@Nullable String name) {
    return new MalformedRecordException("unknown_entity", "The entity " + name + " is unknown.");
  }
}
