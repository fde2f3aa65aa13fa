package org.discogsography.resilience.postgres;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Map.Entry;
import java.util.Optional;
import java.util.function.Function;
import org.discogsography.resilience.config.Environment;
import org.jspecify.annotations.Nullable;

/**
 * One setting under the several names that it goes by. Names that are set and disagree are a
 * problem; otherwise the first that is set counts.
 */
final class Aliases<T> {
  private final Environment environment;
  private final Map<String, T> given = new LinkedHashMap<>();

  Aliases(Environment environment) {
    this.environment = environment;
  }

  /** A value that was found under a name; null where that is not set. */
  Aliases<T> add(String name, @Nullable T value) {
    if (value != null) {
      given.put(name, value);
    }
    return this;
  }

  /**
   * A variable.
   *
   * @param expected completes the sentence "... is not"
   * @param parser null or an {@link IllegalArgumentException} for a value that does not fit
   */
  Aliases<T> variable(String name, String expected, Function<String, @Nullable T> parser) {
    String text = environment.optional(name);
    if (text != null) {
      add(name, parsed(name, text, expected, parser));
    }
    return this;
  }

  Optional<T> value() {
    Entry<String, T> first = null;
    for (Entry<String, T> each : given.entrySet()) {
      if (first == null) {
        first = each;
      } else if (!first.getValue().equals(each.getValue())) {
        environment.problem(first.getKey(), "and " + each.getKey() + " disagree; keep one of them");
      }
    }
    return Optional.ofNullable(first).map(Entry::getValue);
  }

  private @Nullable T parsed(
      String name, String text, String expected, Function<String, @Nullable T> parser) {
    T value = null;
    try {
      value = parser.apply(text.strip());
    } catch (IllegalArgumentException e) {
      // Reported below, with what was expected instead.
    }
    if (value == null) {
      environment.problem(name, "is not " + expected);
    }
    return value;
  }
}
