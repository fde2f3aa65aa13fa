package org.discogsography.extractor.record;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.io.SerializedString;

/**
 * The fields of an object in the order of its JSON keys. Children and attributes of the same name
 * are the same field, so it does not matter which of the two a year's layout uses. Immutable.
 */
final class Shape {
  private final Field[] fields;
  private final @Nullable Field ownText;

  private Shape(List<Field> fields, @Nullable Field ownText) {
    this.fields = fields.toArray(Field[]::new);
    this.ownText = ownText;
  }

  static Builder shape() {
    return new Builder();
  }

  Field field(int index) {
    return fields[index];
  }

  int size() {
    return fields.length;
  }

  /**
   * The field of that name.
   *
   * @param name interned, as the parser's names and every literal are
   * @param likely the index at which to begin to look: children mostly come in this order
   */
  @SuppressWarnings("ReferenceEquality")
  @Nullable Field field(String name, int likely) {
    for (int i = likely; i < fields.length; i++) {
      if (fields[i].name() == name) {
        return fields[i];
      }
    }
    for (int i = 0; i < likely; i++) {
      if (fields[i].name() == name) {
        return fields[i];
      }
    }
    return null;
  }

  /** The field that takes the element's own text; such an element has no children. */
  @Nullable Field ownText() {
    return ownText;
  }

  /** Collects fields in the order in which they are declared. */
  static final class Builder {
    private final List<Field> fields = new ArrayList<>();
    private @Nullable Field ownText;

    Builder number(String name) {
      return add(name, Kind.NUMBER, "", null, "");
    }

    /** A number whose element has an attribute that is a flag beside it. */
    Builder numberWithFlag(String name, String attribute) {
      return add(name, Kind.NUMBER, "", null, attribute).flag(attribute);
    }

    Builder flag(String name) {
      return add(name, Kind.FLAG, "", null, "");
    }

    Builder text(String... names) {
      for (String name : names) {
        add(name, Kind.TEXT, "", null, "");
      }
      return this;
    }

    /** The element's own text under this key. */
    Builder ownText(String name) {
      text(name);
      ownText = fields.getLast();
      return this;
    }

    Builder texts(String name, String item) {
      return add(name, Kind.TEXTS, item, null, "");
    }

    Builder object(String name, Shape shape) {
      return add(name, Kind.OBJECT, "", () -> shape, "");
    }

    Builder objects(String name, String item, Shape shape) {
      return objects(name, item, () -> shape);
    }

    Builder objects(String name, String item, Supplier<Shape> shape) {
      return add(name, Kind.OBJECTS, item, shape, "");
    }

    Shape build() {
      return new Shape(fields, ownText);
    }

    private Builder add(
        String name, Kind kind, String item, @Nullable Supplier<Shape> shape, String companion) {
      SerializedString json = new SerializedString(name);
      fields.add(new Field(fields.size(), name, json, kind, item, shape, companion));
      return this;
    }
  }
}
