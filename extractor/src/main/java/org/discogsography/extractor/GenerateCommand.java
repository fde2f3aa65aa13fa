package org.discogsography.extractor;

import java.io.IOException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.Callable;
import org.discogsography.extractor.generate.Month;
import org.discogsography.extractor.generate.Recipe;
import org.discogsography.extractor.generate.SampleDump;
import org.discogsography.extractor.generate.SampleSize;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Writes a sample dump. */
@Command(
    name = "generate",
    mixinStandardHelpOptions = true,
    description = "Writes a dump of invented records with the structure and sizes of real ones.")
final class GenerateCommand implements Callable<Integer> {
  private static final int FIRST_DATE = 20260101;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(names = "--out", required = true, description = "Directory for the files.")
  private Path out = Path.of(".");

  @Option(
      names = "--releases",
      defaultValue = "20000",
      description = "Number of releases; the other types follow (default: ${DEFAULT-VALUE}).")
  private long releases;

  @Option(
      names = "--seed",
      defaultValue = "1",
      description = "The same seed gives the same bytes (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--date",
      defaultValue = "",
      description =
          "The dump's date as yyyymmdd (default: 20260101, or with --from the first of the next"
              + " month).")
  private String date = "";

  @Option(
      names = "--from",
      description =
          "Write the next month of the latest generated dump in this directory: with the same"
              + " records, but for those that change, come and go. --releases has no effect then,"
              + " and --seed decides which they are.")
  private @Nullable Path from;

  @Option(
      names = "--changed",
      defaultValue = "0.05",
      description = "With --from: the share that changes (default: ${DEFAULT-VALUE}).")
  private double changed;

  @Option(
      names = "--added",
      defaultValue = "0.02",
      description = "With --from: the share that comes (default: ${DEFAULT-VALUE}).")
  private double added;

  @Option(
      names = "--removed",
      defaultValue = "0.01",
      description = "With --from: the share that goes (default: ${DEFAULT-VALUE}).")
  private double removed;

  @Override
  public Integer call() {
    try {
      if (from == null) {
        int first = date.isEmpty() ? FIRST_DATE : date(date);
        new SampleDump(seed, SampleSize.ofReleases(releases), first).writeTo(out);
      } else {
        writeNextMonth(from);
      }
      return ExitStatus.COMPLETE;
    } catch (DateTimeException e) {
      throw new ParameterException(spec.commandLine(), "--date must be a date as yyyymmdd.");
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), "--" + e.getMessage() + ".");
    } catch (IOException e) {
      throw new ParameterException(spec.commandLine(), out + " cannot be written: " + e);
    }
  }

  private void writeNextMonth(Path directory) throws IOException {
    Month month = new Month(seed, changed, added, removed);
    Recipe.Dated last = latest(directory);
    LocalDate next =
        LocalDate.parse(Integer.toString(last.date()), DateTimeFormatter.BASIC_ISO_DATE)
            .plusMonths(1)
            .withDayOfMonth(1);
    int nextDate = date(date.isEmpty() ? next.format(DateTimeFormatter.BASIC_ISO_DATE) : date);
    new SampleDump(last.recipe().followedBy(month), nextDate).writeTo(out);
  }

  private Recipe.Dated latest(Path directory) {
    try {
      return Recipe.latest(directory);
    } catch (IOException e) {
      throw new ParameterException(
          spec.commandLine(), "--from %s: %s.".formatted(directory, e.getMessage()));
    }
  }

  private static int date(String text) {
    LocalDate.parse(text, DateTimeFormatter.BASIC_ISO_DATE);
    return Integer.parseInt(text);
  }
}
