package org.discogsography.endtoend;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.stream.Stream;
import org.discogsography.extractor.generate.Month;
import org.discogsography.extractor.generate.Recipe;
import org.discogsography.extractor.generate.SampleDump;

/**
 * One dump after the other, each with the same ids and other records and relationships. The
 * extractor sees a whole new dump at once.
 */
final class DumpSeries {
  private static final LocalDate FIRST = LocalDate.of(2026, 1, 1);

  /** The same for all, else the extractor would withhold that many deletions. */
  private static final int RELEASES = 500;

  private final Path directory;
  private final Path current;
  private int number;

  /** The newest dump of the series, and what the stores have to hold when it is in. */
  record Dump(int date, Oracle oracle) {
    long records() {
      return oracle.records().values().stream().mapToLong(java.util.Map::size).sum();
    }
  }

  DumpSeries(Path directory) throws IOException {
    this.directory = directory;
    this.current = directory.resolve("current");
    show(Files.createDirectories(directory.resolve("none")));
  }

  /** The directory for the extractor: a link that is turned to each new dump. */
  Path current() {
    return current;
  }

  /**
   * Makes the next dump, of invented records that the seed gives, without showing it. All of them
   * count as changed: each has a text, without which a small one could be as in the dump before.
   */
  Dump prepare(long seed) throws IOException {
    number++;
    int date = Integer.parseInt(FIRST.plusDays(number).format(DateTimeFormatter.BASIC_ISO_DATE));
    Path files = directory.resolve(Integer.toString(date));
    Recipe recipe = new Recipe(seed, RELEASES, List.of(new Month(seed, 1, 0, 0)));
    new SampleDump(recipe, date).writeTo(files);
    return new Dump(date, Oracle.of(files));
  }

  void show(Dump dump) throws IOException {
    show(directory.resolve(Integer.toString(dump.date())));
  }

  /**
   * Shows it with damaged labels, about which its CHECKSUM file says nothing unless they differ.
   */
  void showDamaged(Dump dump, Damage damage) throws IOException {
    Path whole = directory.resolve(Integer.toString(dump.date()));
    Path damaged = Files.createDirectory(directory.resolve(dump.date() + "-damaged"));
    try (Stream<Path> files = Files.list(whole)) {
      for (Path file : files.toList()) {
        Path copy = damaged.resolve(String.valueOf(file.getFileName()));
        if (copy.toString().endsWith("_labels.xml.gz")) {
          Files.write(copy, damage.applyTo(file));
        } else if (copy.toString().endsWith("_CHECKSUM.txt") && damage != Damage.OTHER_CHECKSUM) {
          List<String> lines = Files.readAllLines(file);
          Files.write(copy, lines.stream().filter(line -> !line.contains("labels")).toList());
        } else {
          Files.copy(file, copy);
        }
      }
    }
    show(damaged);
  }

  private void show(Path files) throws IOException {
    Path next = directory.resolve("next");
    Files.createSymbolicLink(next, files);
    Files.move(next, current, StandardCopyOption.ATOMIC_MOVE);
  }
}
