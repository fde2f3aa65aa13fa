package org.discogsography.verify;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.discogsography.extractor.dump.DumpDirectory;
import org.discogsography.extractor.dump.DumpException;
import org.discogsography.extractor.dump.DumpFile;
import org.discogsography.extractor.dump.DumpSet;
import org.discogsography.messages.EntityType;
import org.discogsography.resilience.config.Environment;
import org.discogsography.resilience.rabbit.RabbitSettings;
import org.discogsography.verify.compare.Comparison;
import org.discogsography.verify.compare.Repair;
import org.discogsography.verify.compare.ReportPrinter;
import org.discogsography.verify.compare.TypeReport;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Both stores against the newest dump. */
@Command(
    name = "verify",
    mixinStandardHelpOptions = true,
    usageHelpWidth = 100,
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:both stores hold exactly the dump, as far as --types and SINKS had it compared",
      "1:they do not",
      "2:wrong options or settings, or a dump that cannot be read",
      "3:a store, or for --repair RabbitMQ, cannot be reached, or refuses",
      "4:a fault of the tool itself: nothing is known"
    },
    description = {
      "Reads the newest dump and compares both stores with it: ids, SHA-256, JSON, properties,",
      "relationships, and that nothing is there that the dump has not. Changes nothing without",
      "--repair. What is still in the queues counts as missing: run it when they are empty."
    })
final class VerifyCommand implements Callable<Integer> {
  private final Environment environment;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--dumps",
      paramLabel = "DIR",
      description = "Directory of dumps (default: DISCOGS_ROOT, the one that scripts/up ingests).")
  private @Nullable Path dumps;

  @Option(
      names = "--types",
      split = ",",
      paramLabel = "TYPE",
      description = "Only these: artists, labels, masters, releases.")
  private Set<EntityType> types = Set.of();

  @Option(
      names = "--first",
      defaultValue = "10",
      paramLabel = "N",
      description =
          "How many differences to name for each type and store (default: ${DEFAULT-VALUE}).")
  private int first;

  @Option(
      names = "--repair",
      description = {
        "Afterwards ask the extractor for every id that is missing or differs, and delete what is",
        "extra, unless that is more than EXTRACTOR_DELETION_SHARE of a table (a tenth)."
      })
  private boolean repair;

  VerifyCommand(Environment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() throws InterruptedException {
    VerifySettings settings = VerifySettings.from(environment, dumps);
    RabbitSettings rabbit = repair ? RabbitSettings.from(environment) : null;
    environment.check();
    DumpSet dump = newest(settings.dumps());
    PrintWriter out = spec.commandLine().getOut();
    try (Stores stores = Stores.open(settings)) {
      Comparison comparison = new Comparison(stores.all(), settings.extraction(), first);
      List<TypeReport> reports = new ArrayList<>();
      for (DumpFile file : files(dump, settings.dumps())) {
        spec.commandLine().getErr().println("Comparing " + file.name());
        reports.add(comparison.run(file, dump.checksums()));
      }
      new ReportPrinter(out).print(dump.date(), reports);
      if (rabbit != null) {
        repair(settings, rabbit, stores, reports);
      }
      boolean equal = reports.stream().allMatch(TypeReport::equal);
      return equal ? ExitStatus.EQUAL : ExitStatus.DIFFERENT;
    } catch (DumpException e) {
      throw new UnusableDumpException(String.valueOf(e.getMessage()), e);
    }
  }

  private void repair(
      VerifySettings settings, RabbitSettings rabbit, Stores stores, List<TypeReport> reports)
      throws InterruptedException {
    try (BrokerOutbox outbox = BrokerOutbox.open(rabbit, settings.sinks(), "verify")) {
      Repair repairs = new Repair(outbox, Clock.systemUTC(), settings.deletionShare());
      for (TypeReport report : reports) {
        if (!report.equal()) {
          Repair.Outcome outcome = repairs.run(report, stores.sinks());
          spec.commandLine()
              .getOut()
              .printf(
                  "%s: asked the extractor for %,d records, sent %,d deletions%s.%n",
                  report.type().plural(),
                  outcome.requested(),
                  outcome.deleted(),
                  outcome.notDeleted() == 0
                      ? ""
                      : ", left %,d extra ones alone".formatted(outcome.notDeleted()));
        }
      }
    }
    spec.commandLine().getOut().println("Run this again when the queues are empty.");
  }

  private static DumpSet newest(Path directory) {
    try {
      return new DumpDirectory(directory)
          .newest()
          .orElseThrow(() ->
              new UnusableDumpException(
                  directory
                      + " holds no dump: no file there is named like"
                      + " discogs_20260401_artists.xml.gz."));
    } catch (DumpException e) {
      throw new UnusableDumpException(String.valueOf(e.getMessage()), e);
    }
  }

  private List<DumpFile> files(DumpSet dump, Path directory) {
    List<DumpFile> files = new ArrayList<>();
    for (EntityType type : EntityType.values()) {
      if (types.isEmpty() || types.contains(type)) {
        DumpFile file = dump.files().get(type);
        if (file == null) {
          throw new UnusableDumpException(
              "The dump of %d in %s has no file of %s; --types compares the others."
                  .formatted(dump.date(), directory, type.plural()));
        }
        files.add(file);
      }
    }
    return files;
  }
}
