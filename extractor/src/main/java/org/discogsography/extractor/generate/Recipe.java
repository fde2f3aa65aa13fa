package org.discogsography.extractor.generate;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * All that a sample dump is made from. Kept beside it, so that the next month can be made.
 *
 * @param releases how many it had in the first month
 * @param months everything since then
 */
public record Recipe(long seed, long releases, List<Month> months) {
  private static final Pattern NAME = Pattern.compile("sample_(\\d{8})_RECIPE\\.txt");

  /**
   * The latest dump's in a directory.
   *
   * @param date of that dump as yyyymmdd
   */
  public record Dated(Recipe recipe, int date) {}

  public Recipe {
    months = List.copyOf(months);
  }

  /** The same with one month more. */
  public Recipe followedBy(Month month) {
    List<Month> all = new ArrayList<>(months);
    all.add(month);
    return new Recipe(seed, releases, all);
  }

  /**
   * Reads the one of the latest dump in a directory.
   *
   * @throws IOException also if there is none
   */
  public static Dated latest(Path directory) throws IOException {
    int latest = 0;
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.toList()) {
        Matcher name = NAME.matcher(file.getFileName().toString());
        latest = name.matches() ? Math.max(latest, Integer.parseInt(name.group(1))) : latest;
      }
    }
    if (latest == 0) {
      throw new IOException("it holds no dump that was generated");
    }
    Path file = directory.resolve(name(latest));
    return new Dated(parse(Files.readAllLines(file, StandardCharsets.US_ASCII)), latest);
  }

  static String name(int date) {
    return "sample_%d_RECIPE.txt".formatted(date);
  }

  String text() {
    StringBuilder text = new StringBuilder("sample %d %d%n".formatted(seed, releases));
    for (Month month : months) {
      text.append("month %d ".formatted(month.seed()))
          .append(month.changed())
          .append(' ')
          .append(month.added())
          .append(' ')
          .append(month.removed())
          .append('\n');
    }
    return text.toString();
  }

  private static Recipe parse(List<String> lines) throws IOException {
    try {
      String[] first = lines.getFirst().split(" ", -1);
      List<Month> months = new ArrayList<>();
      for (String line : lines.subList(1, lines.size())) {
        String[] words = line.split(" ", -1);
        months.add(
            new Month(
                Long.parseLong(words[1]),
                Double.parseDouble(words[2]),
                Double.parseDouble(words[3]),
                Double.parseDouble(words[4])));
      }
      return new Recipe(Long.parseLong(first[1]), Long.parseLong(first[2]), months);
    } catch (RuntimeException e) {
      throw new IOException("its recipe cannot be read", e);
    }
  }
}
