package org.discogsography.resilience.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The tables of a Markdown page that lists settings, to be held against what {@link
 * Environment#asked()} says that a program reads. A row is {@code | `NAME` | default | meaning |};
 * the default is given in backquotes, several where services differ, or in words for one that is
 * {@code required}, {@code none} or taken {@code from} something else.
 */
public final class SettingsDocument {
  private static final Pattern ROW =
      Pattern.compile("^\\| *`([A-Z][A-Z0-9_]*)` *\\| *([^|]*?) *\\|.*$");
  private static final Pattern QUOTED = Pattern.compile("`([^`]*)`");

  private final Map<String, String> defaults;

  private SettingsDocument(Map<String, String> defaults) {
    this.defaults = defaults;
  }

  public static SettingsDocument read(Path page) throws IOException {
    Map<String, String> defaults = new LinkedHashMap<>();
    try (Stream<String> lines = Files.lines(page)) {
      lines
          .map(ROW::matcher)
          .filter(Matcher::matches)
          .forEach(row -> defaults.put(row.group(1), row.group(2)));
    }
    return new SettingsDocument(defaults);
  }

  /** What the page does not say, or says wrongly: one sentence for each such variable. */
  public List<String> contradictions(Collection<Setting> asked) {
    List<String> sentences = new ArrayList<>();
    for (Setting setting : asked) {
      String cell = defaults.get(setting.name());
      if (cell == null) {
        sentences.add(setting.name() + " is read and not documented.");
      } else if (!says(cell, setting.otherwise())) {
        sentences.add(
            "%s is documented with the default %s; it is `%s`."
                .formatted(setting.name(), cell, setting.otherwise()));
      }
    }
    return sentences;
  }

  /** Variables that the page lists and nobody reads. */
  public Set<String> unread(Collection<Setting> asked) {
    Set<String> names = new TreeSet<>(defaults.keySet());
    names.removeAll(asked.stream().map(Setting::name).collect(Collectors.toSet()));
    return names;
  }

  private static boolean says(String cell, String otherwise) {
    List<String> quoted = QUOTED.matcher(cell).results().map(match -> match.group(1)).toList();
    if (otherwise.isEmpty()) {
      return quoted.isEmpty() || cell.contains("required") || cell.contains("none");
    }
    return cell.startsWith("from ") || quoted.stream().anyMatch(otherwise::equalsIgnoreCase);
  }
}
