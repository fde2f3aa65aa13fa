package org.discogsography.endtoend;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The tables of docs/metrics.md: which service exports which metric. A section begins with a
 * sentence "In every service" or one that names services; a name may end in a star.
 */
final class MetricsPage {
  private static final List<String> SERVICES =
      List.of("extractor", "graphinator", "tableinator", "dashboard");
  private static final Pattern NAME = Pattern.compile("`([a-z0-9_*]+)`");

  private final List<Row> rows;

  private MetricsPage(List<Row> rows) {
    this.rows = rows;
  }

  private record Row(String name, Set<String> services) {
    boolean covers(String family) {
      if (name.endsWith("*")) {
        return family.startsWith(name.substring(0, name.length() - 1));
      }
      // The largest value of the last minutes comes with every timer and every summary.
      return family.equals(name) || family.equals(name + "_max");
    }
  }

  static MetricsPage read(Path page) throws IOException {
    List<Row> rows = new ArrayList<>();
    Set<String> services = Set.of();
    for (String line : Files.readAllLines(page)) {
      if (line.startsWith("In ")) {
        services = services(line);
      } else if (line.startsWith("#")) {
        services = Set.of();
      } else if (line.startsWith("| `")) {
        Matcher names = NAME.matcher(line.substring(0, line.indexOf('|', 1)));
        while (names.find()) {
          rows.add(new Row(names.group(1), services));
        }
      }
    }
    return new MetricsPage(rows);
  }

  /** Whether some service, or the broker, exports a metric of that name by the page's account. */
  boolean names(String metric) {
    String family = metric.replaceFirst("_(sum|count|max)$", "");
    return rows.stream().anyMatch(row -> row.covers(metric) || row.covers(family));
  }

  /** What a service exports and the page does not say of it. */
  Set<String> undocumented(String service, Set<String> exported) {
    Set<String> unknown = new TreeSet<>(exported);
    unknown.removeIf(family ->
        rows.stream().anyMatch(row -> row.services().contains(service) && row.covers(family)));
    return unknown;
  }

  /** What the page says of a service and that does not export. */
  Set<String> missing(String service, Set<String> exported) {
    Set<String> missing = new TreeSet<>();
    rows.stream()
        .filter(row -> row.services().contains(service))
        .filter(row -> exported.stream().noneMatch(row::covers))
        .forEach(row -> missing.add(row.name()));
    return missing;
  }

  private static Set<String> services(String sentence) {
    Set<String> named = new TreeSet<>(SERVICES);
    if (!sentence.startsWith("In every service")) {
      named.removeIf(service -> !sentence.contains(service));
    }
    return named;
  }
}
