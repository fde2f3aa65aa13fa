package org.discogsography.resilience.config;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads settings and collects what is wrong with them, so that all problems are reported together:
 * read everything, then call {@link #check()}. Every variable {@code NAME} may be given as {@code
 * NAME_FILE}, the path of a file that holds the value (its last line feed is dropped); both set is
 * a problem. An empty value counts as not set. Not thread-safe.
 */
public final class Environment {
  private static final BigDecimal LEAST_SECONDS = new BigDecimal("0.001");
  private static final BigDecimal MOST_SECONDS = new BigDecimal("1000000000");

  private final Map<String, String> variables;
  private final Set<String> problems = new LinkedHashSet<>();
  private final Map<String, Setting> asked = new LinkedHashMap<>();

  private Environment(Map<String, String> variables) {
    this.variables = Map.copyOf(variables);
  }

  public static Environment system() {
    return new Environment(System.getenv());
  }

  public static Environment of(Map<String, String> variables) {
    return new Environment(variables);
  }

  /** The variable's value, or null where it is not set. */
  public @Nullable String optional(String name) {
    return value(name, "");
  }

  /** Every variable that was asked for so far, in that order; documentation is held against it. */
  public List<Setting> asked() {
    return List.copyOf(asked.values());
  }

  private @Nullable String value(String name, String otherwise) {
    asked.putIfAbsent(name, new Setting(name, otherwise));
    String value = blankToNull(variables.get(name));
    String file = blankToNull(variables.get(name + "_FILE"));
    if (file == null) {
      return value;
    }
    if (value != null) {
      problem(name, "is set, and so is " + name + "_FILE; keep one of them");
      return value;
    }
    return read(name, file);
  }

  public String text(String name, String otherwise) {
    String value = value(name, otherwise);
    return value == null ? otherwise : value;
  }

  /** A variable without which the service cannot start. */
  public String required(String name) {
    String value = optional(name);
    if (value == null) {
      problem(name, "is not set");
      return "";
    }
    return value;
  }

  /** A whole number between the bounds, both included. */
  public int integer(String name, int otherwise, int least, int most) {
    return parse(
        name,
        otherwise,
        "a whole number from " + least + " to " + most,
        text -> {
          int number = Integer.parseInt(text);
          return number >= least && number <= most ? number : null;
        });
  }

  /**
   * A duration given as a number of seconds; fractions down to milliseconds, zero is not allowed.
   */
  public Duration seconds(String name, Duration otherwise) {
    return parse(name, otherwise, "a number of seconds greater than 0", Environment::duration);
  }

  private static @Nullable Duration duration(String text) {
    BigDecimal seconds = new BigDecimal(text);
    boolean fits = seconds.compareTo(LEAST_SECONDS) >= 0 && seconds.compareTo(MOST_SECONDS) <= 0;
    return fits ? Duration.ofMillis(seconds.movePointRight(3).longValue()) : null;
  }

  /** {@code true} or {@code false}. */
  public boolean flag(String name, boolean otherwise) {
    return parse(
        name,
        otherwise,
        "true or false",
        text ->
            switch (text) {
              case "true" -> Boolean.TRUE;
              case "false" -> Boolean.FALSE;
              default -> null;
            });
  }

  /**
   * Any other form.
   *
   * @param expected completes the sentence "... is not"
   * @param parser null or an {@link IllegalArgumentException} for a value that does not fit
   */
  public <T> T parse(
      String name, T otherwise, String expected, Function<String, @Nullable T> parser) {
    String text = value(name, shown(otherwise));
    if (text == null) {
      return otherwise;
    }
    T value = null;
    try {
      value = parser.apply(text.strip());
    } catch (IllegalArgumentException e) {
      // Reported below, with what was expected instead.
    }
    if (value == null) {
      problem(name, "is not " + expected);
      return otherwise;
    }
    return value;
  }

  /** Adds a problem; the value is not shown, because it may be a secret. */
  public void problem(String name, String what) {
    problems.add(name + " " + what + ".");
  }

  /**
   * To be called after the last setting was read.
   *
   * @throws ConfigurationException if anything was wrong
   */
  public void check() {
    if (!problems.isEmpty()) {
      throw new ConfigurationException(List.copyOf(problems));
    }
  }

  private @Nullable String read(String name, String file) {
    try {
      return blankToNull(Files.readString(Path.of(file)).replaceFirst("\\R\\z", ""));
    } catch (IOException e) {
      problem(name + "_FILE", "names a file that cannot be read: " + file);
      return null;
    }
  }

  /** As it would be set: a duration as its number of seconds, a collection with commas. */
  private static String shown(Object value) {
    return switch (value) {
      case Duration duration ->
          BigDecimal.valueOf(duration.toMillis(), 3).stripTrailingZeros().toPlainString();
      case Collection<?> all ->
          all.stream().map(Environment::shown).collect(Collectors.joining(","));
      default -> value.toString();
    };
  }

  private static @Nullable String blankToNull(@Nullable String value) {
    return value == null || value.isEmpty() ? null : value;
  }
}
