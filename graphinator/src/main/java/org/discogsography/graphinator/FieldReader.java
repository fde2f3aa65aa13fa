package org.discogsography.graphinator;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Takes one field of a record's JSON into a node; the parser is at the field's value. */
@FunctionalInterface
interface FieldReader {
  void read(JsonParser json, NodeBuilder node);

  static FieldReader text(String property) {
    return (json, node) -> node.property(property, string(json));
  }

  static FieldReader number(String property) {
    return (json, node) -> node.property(property, number(json));
  }

  static FieldReader recordId() {
    return (json, node) -> node.id(number(json));
  }

  /** The year at the start of a date such as 1999, 1999-03 or 1999-03-00, where there is one. */
  static FieldReader date(String property, String yearProperty) {
    return (json, node) -> {
      String date = string(json);
      node.property(property, date);
      int year = year(date);
      if (year > 0) {
        node.property(yearProperty, year);
      }
    };
  }

  /** The distinct names in a list of objects. */
  static FieldReader names(String property) {
    return (json, node) -> {
      Set<String> names = new LinkedHashSet<>();
      each(json, element -> inside(element, "name", value -> names.add(string(value))));
      node.property(property, List.copyOf(names));
    };
  }

  /** A number that is another record's id. */
  static FieldReader id(Relation relation) {
    return (json, node) -> node.target(relation, number(json));
  }

  /** An object with an id. */
  static FieldReader reference(Relation relation) {
    return (json, node) -> inside(json, "id", value -> node.target(relation, number(value)));
  }

  /** A list of objects with ids. */
  static FieldReader references(Relation relation) {
    FieldReader one = reference(relation);
    return (json, node) -> each(json, element -> one.read(element, node));
  }

  /** A list of names. */
  static FieldReader categories(Relation relation) {
    return (json, node) -> each(json, element -> node.target(relation, string(element)));
  }

  private static void each(JsonParser json, Consumer<JsonParser> reader) {
    expect(json, JsonToken.START_ARRAY);
    while (json.nextToken() != JsonToken.END_ARRAY) {
      reader.accept(json);
    }
  }

  private static void inside(JsonParser json, String field, Consumer<JsonParser> reader) {
    expect(json, JsonToken.START_OBJECT);
    while (json.nextToken() != JsonToken.END_OBJECT) {
      boolean wanted = field.equals(json.currentName());
      json.nextToken();
      if (wanted) {
        reader.accept(json);
      } else {
        json.skipChildren();
      }
    }
  }

  private static String string(JsonParser json) {
    expect(json, JsonToken.VALUE_STRING);
    return json.getString();
  }

  private static long number(JsonParser json) {
    expect(json, JsonToken.VALUE_NUMBER_INT);
    return json.getLongValue();
  }

  private static int year(String date) {
    boolean fourDigits =
        date.length() >= 4 && date.chars().limit(4).allMatch(c -> c >= '0' && c <= '9');
    return fourDigits ? Integer.parseInt(date.substring(0, 4)) : 0;
  }

  private static void expect(JsonParser json, JsonToken token) {
    if (json.currentToken() != token) {
      throw new UnexpectedShapeException(
          json.streamReadContext().pathAsPointer().toString(), token);
    }
  }
}
