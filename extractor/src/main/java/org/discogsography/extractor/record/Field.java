package org.discogsography.extractor.record;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.io.SerializedString;

/**
 * One key of a JSON object and the element or attribute of the same name that it comes from.
 *
 * @param index the field's place in its shape
 * @param item the name of a list's elements, otherwise empty
 * @param itemShape what an object or a list's objects look like; a supplier, because tracks hold
 *     tracks
 * @param companion the name of an attribute that is a field of its own beside this one, or empty
 */
record Field(
    int index,
    String name,
    SerializedString json,
    Kind kind,
    String item,
    @Nullable Supplier<Shape> itemShape,
    String companion) {
  Shape shape() {
    if (itemShape == null) {
      throw new IllegalStateException(name + " is no object");
    }
    return itemShape.get();
  }
}
