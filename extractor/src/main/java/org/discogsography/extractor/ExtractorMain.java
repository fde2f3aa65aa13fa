package org.discogsography.extractor;

import org.discogsography.extractor.pass.Scope;
import org.discogsography.resilience.service.ServiceRunner;
import picocli.CommandLine;
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
      "3:there is no dump, or a file of it could not be extracted"
    },
    description = {
      "Sends every record of the newest dump in DISCOGS_ROOT to RabbitMQ (AMQP_CONNECTION).",
      "Without options it stays up, looks for newer dumps and serves /health on port 8000."
    })
public final class ExtractorMain implements Runnable {
  @Option(names = "--once", description = "End when the newest dump is extracted.")
  private boolean once;

  @Option(
      names = "--full",
      description = "Send every record of the first dump again, also what was confirmed before.")
  private boolean full;

  public static void main(String[] arguments) {
    int status = new CommandLine(new ExtractorMain()).execute(arguments);
    System.exit(status);
  }

  @Override
  public void run() {
    Mode mode = once ? Mode.ONCE : Mode.SERVICE;
    Scope scope = full ? Scope.EVERYTHING : Scope.CHANGES;
    ServiceRunner.run("extractor", service -> ExtractorService.start(service, mode, scope));
  }
}
