package org.discogsography.dashboard.rehearsal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Keeps reports in a directory, the newest ones only. A directory that cannot be used is said in
 * the log, and costs no more than the files.
 */
final class ReportFiles {
  private static final Logger LOG = LoggerFactory.getLogger(ReportFiles.class);
  private static final Pattern OURS =
      Pattern.compile("\\d{8}-\\d{6}-(postgres|neo4j|rabbitmq)\\.(json|md)");
  private static final long LARGEST = 1024 * 1024;

  private final Optional<Path> directory;
  private final int most;

  /**
   * Reads and writes there.
   *
   * @param directory empty where nothing is to be kept
   * @param most reports
   */
  ReportFiles(Optional<Path> directory, int most) {
    this.directory = directory;
    this.most = most;
  }

  /** The newest last. */
  List<Report> read() {
    List<Report> reports = new ArrayList<>();
    for (Path file : ours(".json")) {
      try {
        if (Files.size(file) <= LARGEST) {
          reports.add(JsonMapper.shared().readValue(Files.readAllBytes(file), Report.class));
        }
      } catch (IOException | JacksonException e) {
        LOG.warn("{} cannot be read and is left out: {}", file, e.getMessage());
      }
    }
    return reports.size() <= most
        ? reports
        : List.copyOf(reports.subList(reports.size() - most, reports.size()));
  }

  void write(Report report) {
    directory.ifPresent(place -> {
      try {
        Files.createDirectories(place);
        replace(place.resolve(report.id() + ".md"), MarkdownReport.of(report));
        replace(
            place.resolve(report.id() + ".json"),
            JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(report));
        LOG.info("The report is {}", place.resolve(report.id() + ".md"));
        deleteOld(".md");
        deleteOld(".json");
      } catch (IOException e) {
        LOG.warn("The report cannot be kept in {}: {}", place, e.toString());
      }
    });
  }

  private static void replace(Path file, String content) throws IOException {
    Path unfinished = file.resolveSibling(file.getFileName() + ".unfinished");
    Files.writeString(unfinished, content);
    Files.move(unfinished, file, StandardCopyOption.REPLACE_EXISTING);
  }

  private void deleteOld(String ending) throws IOException {
    List<Path> files = ours(ending);
    for (Path file : files.subList(0, Math.max(0, files.size() - most))) {
      Files.deleteIfExists(file);
    }
  }

  /** By name, which is by age. */
  private List<Path> ours(String ending) {
    Path place = directory.orElse(null);
    if (place == null || !Files.isDirectory(place)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(place)) {
      return files
          .filter(file -> OURS.matcher(file.getFileName().toString()).matches())
          .filter(file -> file.toString().endsWith(ending))
          .sorted(Comparator.comparing(file -> file.getFileName().toString()))
          .toList();
    } catch (IOException e) {
      LOG.warn("{} cannot be read: {}", place, e.toString());
      return List.of();
    }
  }
}
