package org.discogsography.endtoend;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** docker-compose.yml as docker-compose reads it: what is inherited stands where it counts. */
record ComposeFile(Map<String, Service> services) {
  static ComposeFile read(Path file) throws IOException {
    Object whole = new Yaml(new SafeConstructor(new LoaderOptions())).load(Files.readString(file));
    Map<String, Service> services = new TreeMap<>();
    map(map(whole).get("services"))
        .forEach((name, entries) -> services.put((String) name, new Service(map(entries))));
    return new ComposeFile(services);
  }

  private static Map<?, ?> map(Object node) {
    return (Map<?, ?>) Objects.requireNonNull(node);
  }

  /** What one service says. */
  record Service(Map<?, ?> entries) {
    String text(String entry) {
      return Objects.toString(entries.get(entry), "");
    }

    boolean builds() {
      return entries.containsKey("build");
    }

    /** A list of text; empty where there is none. */
    List<String> list(String entry) {
      Object node = entries.get(entry);
      return node == null ? List.of() : ((List<?>) node).stream().map(Object::toString).toList();
    }

    /** The names below an entry; none where there is none. */
    Set<String> names(String entry) {
      Object node = entries.get(entry);
      Set<String> names = new TreeSet<>();
      if (node != null) {
        map(node).keySet().forEach(name -> names.add((String) name));
      }
      return names;
    }

    /** The conditions under which it is started. */
    List<String> conditions() {
      Object node = entries.get("depends_on");
      return node == null
          ? List.of()
          : map(node).values().stream()
              .map(condition -> Objects.toString(map(condition).get("condition")))
              .toList();
    }
  }
}
