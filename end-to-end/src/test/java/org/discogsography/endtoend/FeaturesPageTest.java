package org.discogsography.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Nothing is claimed on docs/features.md that no class keeps and no test touches. */
class FeaturesPageTest {
  private static final Path ROOT = ServiceProcess.projectRoot();
  private static final Pattern NAME = Pattern.compile("`([A-Z]\\w+?)(?:\\.(\\w+))?`");
  private static final Pattern TEST = Pattern.compile("\\w+(Test|IT)");

  private final Map<String, Path> sources = sources();

  @Test
  void everyRowNamesATestThatExistsOrTheModuleThatWillHaveIt() throws IOException {
    List<String> problems = new ArrayList<>();
    List<String> rows = rows("docs/features.md");
    for (String row : rows) {
      List<String> names = NAME.matcher(row).results().map(found -> found.group(1)).toList();
      boolean tested = names.stream().anyMatch(name -> TEST.matcher(name).matches());
      if (!tested && !row.contains("*later*: ") && !row.contains("| out: ")) {
        problems.add("no test: " + row);
      }
      NAME.matcher(row)
          .results()
          .filter(found -> !exists(found.group(1), found.group(2)))
          .forEach(found -> problems.add("does not exist: " + found.group()));
    }

    assertThat(rows).hasSizeGreaterThan(60);
    assertThat(problems).isEmpty();
  }

  @Test
  void everyPromiseNamesTestsThatExist() throws IOException {
    List<String> rows = rows("docs/guarantees.md");
    List<String> problems = new ArrayList<>();
    for (String row : rows) {
      List<String> names = NAME.matcher(row).results().map(found -> found.group(1)).toList();
      if (names.isEmpty()) {
        problems.add("no test: " + row);
      }
      names.stream()
          .filter(name -> !exists(name, null))
          .forEach(name -> problems.add("does not exist: " + name));
    }

    assertThat(rows).hasSizeGreaterThan(25);
    assertThat(problems).isEmpty();
  }

  private boolean exists(String type, String method) {
    Path source = sources.get(type);
    if (source == null) {
      return false;
    }
    try {
      return method == null
          || Files.readString(source).matches("(?s).*\\svoid " + method + "\\(.*");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> rows(String page) throws IOException {
    return Files.readAllLines(ROOT.resolve(page)).stream()
        .filter(line -> line.startsWith("| "))
        .filter(line -> !line.matches("\\| (feature|fault|promise|row) .*"))
        .toList();
  }

  private static Map<String, Path> sources() {
    try (Stream<Path> all = Files.walk(ROOT)) {
      return all.filter(file -> file.toString().endsWith(".java"))
          .collect(
              Collectors.toMap(
                  file -> file.getFileName().toString().replace(".java", ""),
                  file -> file,
                  (one, other) -> one.toString().contains("common-resilience") ? one : other));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
