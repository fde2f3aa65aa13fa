package org.discogsography.resilience.readme;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The README shows what is compiled and run here. */
class ReadmeTest {
  private static final Path README = Path.of("README.md");
  private static final Path EXAMPLES =
      Path.of("src/test/java/org/discogsography/resilience/readme");

  static Stream<Path> examples() throws IOException {
    try (Stream<Path> files = Files.list(EXAMPLES)) {
      return files
          .filter(file -> file.getFileName().toString().endsWith("Example.java"))
          .toList()
          .stream();
    }
  }

  @ParameterizedTest
  @MethodSource("examples")
  void theReadmeShowsTheExampleAsItIs(Path example) throws IOException {
    List<String> blocks = blocks(Files.readAllLines(example));

    assertThat(blocks).isNotEmpty();
    assertThat(Files.readString(README)).contains(blocks);
  }

  @Test
  void theSettingsAreThoseOfTheConfigurationPage() throws IOException {
    List<String> variables =
        Files.readAllLines(README).stream().filter(line -> line.matches("\\| `[A-Z]+_.*")).toList();

    assertThat(variables).hasSizeGreaterThan(60);
    assertThat(Files.readAllLines(Path.of("../docs/configuration.md"))).containsAll(variables);
  }

  /** What is between the marks, without the indentation of the first line. */
  private static List<String> blocks(List<String> source) {
    List<String> blocks = new ArrayList<>();
    List<String> block = new ArrayList<>();
    boolean inside = false;
    for (String line : source) {
      if (line.strip().equals("// </example>")) {
        inside = false;
        blocks.add(withoutIndentation(block));
        block.clear();
      } else if (inside) {
        block.add(line);
      } else if (line.strip().equals("// <example>")) {
        inside = true;
      }
    }
    return blocks;
  }

  private static String withoutIndentation(List<String> block) {
    int indentation = block.getFirst().length() - block.getFirst().stripLeading().length();
    return block.stream()
        .map(line -> line.isBlank() ? "" : line.substring(indentation))
        .collect(Collectors.joining("\n"));
  }
}
