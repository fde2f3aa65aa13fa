package org.discogsography.verify.graph;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.discogsography.messages.EntityType;
import org.discogsography.messages.Version;
import org.discogsography.verify.record.DumpRecord;
import org.discogsography.verify.record.GraphRecord;
import org.discogsography.verify.record.Link;
import org.discogsography.verify.store.Difference;
import org.discogsography.verify.store.Kind;

/**
 * A node as it is.
 *
 * @param properties all of them
 * @param links outgoing; one that is there twice is listed twice
 */
record FoundNode(Map<String, Object> properties, List<Link> links) {
  private static final Set<String> OURS =
      Set.of("id", "sha256", "dump", "run", "updated_at", "lock");

  static FoundNode of(Map<String, Object> properties) {
    return new FoundNode(properties, List.of());
  }

  long id() {
    return number("id");
  }

  String sha256() {
    return String.valueOf(properties.getOrDefault("sha256", ""));
  }

  Version version() {
    return new Version((int) number("dump"), number("run"));
  }

  /** What came from the record, sorted. */
  Map<String, Object> content() {
    Map<String, Object> content = new TreeMap<>(properties);
    content.keySet().removeAll(OURS);
    return content;
  }

  void compare(EntityType type, DumpRecord expected, int dump, Consumer<Difference> differences) {
    if (sha256().isEmpty()) {
      differences.accept(difference(Kind.MISSING, "a stub only"));
    } else if (version().dump() > dump) {
      differences.accept(difference(Kind.NEWER, "of the dump of %d".formatted(version().dump())));
    } else if (!sha256().equals(HexFormat.of().formatHex(expected.sha256()))) {
      differences.accept(difference(Kind.DIFFERENT, "SHA-256 " + sha256()));
    } else {
      GraphRecord ought = GraphRecord.of(type, expected.json());
      if (!content().equals(ought.properties())) {
        differences.accept(difference(Kind.CONTENT, unlike(ought.properties())));
      }
      compareLinks(ought.links(), differences);
    }
  }

  private void compareLinks(Set<Link> ought, Consumer<Difference> differences) {
    List<Link> lacking = new ArrayList<>(ought);
    List<Link> surplus = new ArrayList<>();
    for (Link link : links) {
      if (!lacking.remove(link)) {
        surplus.add(link);
      }
    }
    if (!lacking.isEmpty() || !surplus.isEmpty()) {
      differences.accept(
          difference(Kind.RELATIONSHIPS, sentence("lacks", lacking, "has too many", surplus)));
    }
  }

  private String unlike(Map<String, Object> ought) {
    Map<String, Object> content = content();
    List<String> lacking =
        ought.entrySet().stream()
            .filter(each -> !each.getValue().equals(content.get(each.getKey())))
            .map(each -> each.getKey() + "=" + each.getValue())
            .toList();
    List<String> surplus =
        content.keySet().stream().filter(name -> !ought.containsKey(name)).toList();
    return sentence("is not", lacking, "has too many", surplus);
  }

  private static String sentence(String one, List<?> lacking, String other, List<?> surplus) {
    List<String> parts = new ArrayList<>();
    if (!lacking.isEmpty()) {
      parts.add(one + " " + shown(lacking));
    }
    if (!surplus.isEmpty()) {
      parts.add(other + " " + shown(surplus));
    }
    return String.join("; ", parts);
  }

  private static String shown(List<?> all) {
    List<String> texts =
        all.stream().map(String::valueOf).sorted(Comparator.naturalOrder()).limit(3).toList();
    return String.join(", ", texts) + (all.size() > texts.size() ? ", ..." : "");
  }

  private Difference difference(Kind kind, String detail) {
    return new Difference(kind, id(), version(), detail);
  }

  private long number(String name) {
    return properties.get(name) instanceof Number number ? number.longValue() : 0;
  }
}
