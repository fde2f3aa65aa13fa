package org.discogsography.extractor;

import org.discogsography.extractor.pass.Scope;
import org.discogsography.resilience.service.ServiceRunner;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The program. */
@Command(
    name = "extractor",
    mixinStandardHelpOptions = true,
    subcommands = GenerateCommand.class,
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:everything was extracted, or the service was told to stop",
      "1:cannot start, or cannot close in time",
      "2:wrong options or settings",
      "3:there is no dump",
      "4:a file is damaged, or not what its CHECKSUM file says",
      "5:a file has more malformed records than EXTRACTOR_MALFORMED_BUDGET",
      "6:the dump site gave no dump (what was there already was extracted)",
      "7:STATE_DIR cannot be used: the disk is full, or not writable",
      "8:the dump is older than the one that was extracted before; see --force",
      "9:the dump lacks a file that EXTRACTOR_TYPES wants (the others were extracted)"
    },
    description = {
      "Sends every record of the newest dump in DISCOGS_ROOT to RabbitMQ (AMQP_CONNECTION).",
      "Without options it stays up, looks for newer dumps and serves /health on port 8000."
    })
public final class ExtractorMain implements Runnable {
  @Option(names = "--once", description = "End when the newest dump is extracted.")
  private boolean once;

  @Option(
      names = "--download",
      description = "Get the newest dump from the dump site first (or DISCOGS_DOWNLOAD=true).")
  private boolean download;

  @ArgGroup private Which which = new Which();

  /** What of the first dump is sent. */
  private static final class Which {
    @Option(
        names = "--full",
        description = "Send every record of the first dump again, also what was confirmed before.")
    private boolean full;

    @Option(
        names = "--force",
        description =
            "Send the first dump also if it is older than what was extracted before: all of it,"
                + " without changing what is remembered.")
    private boolean force;

    Scope scope() {
      return full ? Scope.EVERYTHING : force ? Scope.EVEN_OLDER : Scope.CHANGES;
    }
  }

  public static void main(String[] arguments) {
    int status = new CommandLine(new ExtractorMain()).execute(arguments);
    System.exit(status);
  }

  @Override
  public void run() {
    Mode mode = once ? Mode.ONCE : Mode.SERVICE;
    Source source = download ? Source.SITE : Source.SETTINGS;
    ServiceRunner.run(
        "extractor", service -> ExtractorService.start(service, mode, which.scope(), source));
  }
}
