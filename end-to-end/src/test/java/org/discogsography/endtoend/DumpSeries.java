package org.discogsography.endtoend;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.discogsography.extractor.generate.Month;
import org.discogsography.extractor.generate.Recipe;
import org.discogsography.extractor.generate.SampleDump;
import org.discogsography.messages.EntityType;

/**
 * One dump after the other. A row begins with one in which every record differs from those before;
 * the dumps that follow in the same row leave half of the records as they were, so that what was
 * lost in one of them stays lost, and some come and some go. The extractor sees a whole new dump at
 * once.
 */
final class DumpSeries {
  private static final LocalDate FIRST = LocalDate.of(2026, 1, 1);
  private static final int RELEASES = 500;

  /** Of a month within a row. */
  private static final double CHANGED = 0.5;

  private static final double ADDED = 0.05;
  private static final double REMOVED = 0.05;

  /** Then another beginning, because each month adds ids. */
  private static final int MOST_MONTHS = 5;

  private final Path directory;
  private final Path current;
  private Recipe recipe = new Recipe(0, RELEASES, List.of());
  private Dump last = new Dump(0, Oracle.EMPTY, Map.of());
  private int number;

  /**
   * The newest dump of the series, and what the stores have to hold when it is in.
   *
   * @param since the first dump in which a record was as it is, by type and id: it has its version
   */
  record Dump(int date, Oracle oracle, Map<EntityType, Map<Long, Integer>> since) {
    long records() {
      return oracle.records().values().stream().mapToLong(Map::size).sum();
    }

    /** What the dump before had not, or otherwise. */
    long changed() {
      return since.keySet().stream().mapToLong(this::changed).sum();
    }

    long changed(EntityType type) {
      return since.get(type).values().stream().filter(first -> first == date).count();
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
   * Makes a dump of invented records that the seed gives, without showing it. All of them count as
   * changed: each has a text, without which a small one could be as in the dump before.
   */
  Dump prepare(long seed) throws IOException {
    return prepare(new Recipe(seed, RELEASES, List.of(new Month(seed, 1, 0, 0))));
  }

  /** Makes the dump of the month after the last, likewise. */
  Dump prepareNext(long seed) throws IOException {
    return recipe.months().size() < MOST_MONTHS
        ? prepare(recipe.followedBy(new Month(seed, CHANGED, ADDED, REMOVED)))
        : prepare(seed);
  }

  private Dump prepare(Recipe next) throws IOException {
    recipe = next;
    number++;
    int date = Integer.parseInt(FIRST.plusDays(number).format(DateTimeFormatter.BASIC_ISO_DATE));
    Path files = directory.resolve(Integer.toString(date));
    new SampleDump(recipe, date).writeTo(files);
    Oracle oracle = Oracle.of(files);
    last = new Dump(date, oracle, since(oracle, date));
    return last;
  }

  private Map<EntityType, Map<Long, Integer>> since(Oracle oracle, int date) {
    Map<EntityType, Map<Long, Integer>> since = new EnumMap<>(EntityType.class);
    oracle
        .records()
        .forEach((type, records) -> {
          Map<Long, Integer> first = new HashMap<>();
          for (long id : records.keySet()) {
            boolean same = oracle.agrees(type, id, last.oracle());
            first.put(id, same ? last.since().get(type).get(id) : date);
          }
          since.put(type, first);
        });
    return since;
  }

  void show(Dump dump) throws IOException {
    show(directory.resolve(Integer.toString(dump.date())));
  }

  /**
   * Shows it with damaged labels, for which the CHECKSUM file vouches if the damage is not that.
   */
  void showDamaged(Dump dump, Damage damage) throws IOException {
    Path whole = directory.resolve(Integer.toString(dump.date()));
    Path damaged = Files.createDirectory(directory.resolve(dump.date() + "-damaged"));
    String labels = "sample_" + dump.date() + "_labels.xml.gz";
    byte[] bytes = damage.applyTo(whole.resolve(labels));
    try (Stream<Path> files = Files.list(whole)) {
      for (Path file : files.toList()) {
        Files.copy(file, damaged.resolve(String.valueOf(file.getFileName())));
      }
    }
    Files.write(damaged.resolve(labels), bytes);
    if (damage != Damage.OTHER_CHECKSUM) {
      Path checksums = damaged.resolve("sample_" + dump.date() + "_CHECKSUM.txt");
      List<String> lines = new ArrayList<>(Files.readAllLines(checksums));
      lines.replaceAll(line -> line.endsWith(labels) ? Sha256.of(bytes) + " " + labels : line);
      Files.write(checksums, lines);
    }
    show(damaged);
  }

  private void show(Path files) throws IOException {
    Path next = directory.resolve("next");
    Files.createSymbolicLink(next, files);
    Files.move(next, current, StandardCopyOption.ATOMIC_MOVE);
  }
}
