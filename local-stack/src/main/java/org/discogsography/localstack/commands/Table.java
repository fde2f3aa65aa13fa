package org.discogsography.localstack.commands;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/** Text in columns; a column of which every value is a number is aligned to the right. */
final class Table {
  private static final int WIDEST = 60;

  private final List<List<String>> rows = new ArrayList<>();

  Table(List<String> header) {
    rows.add(header);
  }

  void add(List<String> row) {
    rows.add(
        row.stream()
            .map(cell -> cell.length() > WIDEST ? cell.substring(0, WIDEST - 1) + "…" : cell)
            .map(cell -> cell.replace('\n', ' ').replace('\r', ' '))
            .toList());
  }

  void print(PrintStream out) {
    int columns = rows.getFirst().size();
    StringBuilder text = new StringBuilder();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int column = 0; column < columns; column++) {
        line.append(pad(row.get(column), column)).append("  ");
      }
      text.append(line.toString().stripTrailing()).append('\n');
    }
    out.print(text);
  }

  private String pad(String cell, int column) {
    int width = rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
    String blank = " ".repeat(width - cell.length());
    return numeric(column) ? blank + cell : cell + blank;
  }

  private boolean numeric(int column) {
    return rows.size() > 1
        && rows.stream().skip(1).allMatch(row -> row.get(column).matches("-?[0-9][0-9,.]*|-"));
  }
}
