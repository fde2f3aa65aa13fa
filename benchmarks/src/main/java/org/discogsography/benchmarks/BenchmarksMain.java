package org.discogsography.benchmarks;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The program. */
@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    subcommands = {ExtractBenchmark.class, UnchangedBenchmark.class},
    synopsisSubcommandLabel = "COMMAND",
    description = "Measures parts of the platform against the fastest way to do the same by hand.",
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {"0:the bar is met", "1:it is not", "2:wrong options"})
public final class BenchmarksMain {
  private BenchmarksMain() {}

  public static void main(String[] arguments) {
    System.exit(new CommandLine(new BenchmarksMain()).execute(arguments));
  }
}
