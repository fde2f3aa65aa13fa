package org.discogsography.localstack.commands;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

final class TableTest {
  @Test
  void alignsNumbersToTheRightAndTextToTheLeft() {
    Table table = new Table(List.of("NAME", "COUNT"));
    table.add(List.of("a", "1,234"));
    table.add(List.of("longer", "-"));
    assertThat(printed(table)).isEqualTo("NAME    COUNT\na       1,234\nlonger      -\n");
  }

  @Test
  void keepsARowOnOneLine() {
    Table table = new Table(List.of("X"));
    table.add(List.of("a\nb" + "c".repeat(100)));
    assertThat(printed(table).lines()).hasSize(2).last().asString().hasSize(60).startsWith("a bc");
  }

  private static String printed(Table table) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    table.print(new PrintStream(bytes, true, StandardCharsets.UTF_8));
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
