package org.discogsography.extractor;

import java.io.IOException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.Callable;
import org.discogsography.extractor.generate.SampleDump;
import org.discogsography.extractor.generate.SampleSize;
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
      defaultValue = "20260101",
      description = "The dump's date as yyyymmdd (default: ${DEFAULT-VALUE}).")
  private String date = "";

  @Override
  public Integer call() {
    try {
      LocalDate.parse(date, DateTimeFormatter.BASIC_ISO_DATE);
      new SampleDump(seed, SampleSize.ofReleases(releases), Integer.parseInt(date)).writeTo(out);
      return ExitStatus.COMPLETE;
    } catch (DateTimeException e) {
      throw new ParameterException(spec.commandLine(), "--date must be a date as yyyymmdd.");
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), "--" + e.getMessage() + ".");
    } catch (IOException e) {
      throw new ParameterException(spec.commandLine(), out + " cannot be written: " + e);
    }
  }
}
