package org.discogsography.extractor.download;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.discogsography.messages.EntityType;

/**
 * What the site's pages list: years, and the files of a year. Only links of exactly the known form
 * count; everything else on a page is passed over.
 */
final class SiteIndex {
  private static final Pattern YEAR =
      Pattern.compile("[?&]prefix=data(?:/|%2F)(\\d{4})(?:/|%2F)?[\"'&]");
  private static final Pattern FILE =
      Pattern.compile(
          "[?&]download=data(?:/|%2F)(\\d{4})(?:/|%2F)"
              + "(discogs_(\\d{8})_(?:artists\\.xml\\.gz|labels\\.xml\\.gz|masters\\.xml\\.gz"
              + "|releases\\.xml\\.gz|CHECKSUM\\.txt))[\"'&]");

  private SiteIndex() {}

  /** The last two, the latest first: in January there may be nothing of this year yet. */
  static List<Integer> latestYears(String page) {
    Set<Integer> years = new TreeSet<>(Comparator.reverseOrder());
    Matcher links = YEAR.matcher(page);
    while (links.find()) {
      years.add(Integer.parseInt(links.group(1)));
    }
    return years.stream().limit(2).toList();
  }

  /**
   * The latest dump of which all files are listed, the CHECKSUM file, which comes last, included.
   *
   * @param latest dates after it are not believed
   */
  static Optional<RemoteDump> newestComplete(String page, int year, LocalDate latest) {
    Map<Integer, Set<String>> names = new HashMap<>();
    Matcher links = FILE.matcher(page);
    while (links.find()) {
      int date = Integer.parseInt(links.group(3));
      if (Integer.parseInt(links.group(1)) == year && plausible(links.group(3), year, latest)) {
        names.computeIfAbsent(date, each -> new HashSet<>()).add(links.group(2));
      }
    }
    return names.entrySet().stream()
        .filter(dump -> dump.getValue().size() == EntityType.values().length + 1)
        .map(dump -> new RemoteDump(dump.getKey()))
        .max(Comparator.comparingInt(RemoteDump::date));
  }

  private static boolean plausible(String text, int year, LocalDate latest) {
    try {
      LocalDate date = LocalDate.parse(text, DateTimeFormatter.BASIC_ISO_DATE);
      return date.getYear() == year && !date.isAfter(latest);
    } catch (DateTimeException e) {
      return false;
    }
  }
}
