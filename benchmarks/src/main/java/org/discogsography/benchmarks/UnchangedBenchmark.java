package org.discogsography.benchmarks;

import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.Callable;
import org.discogsography.extractor.dump.DumpFile;
import org.discogsography.extractor.dump.DumpSet;
import org.discogsography.extractor.index.StateDirectory;
import org.discogsography.extractor.pass.DumpPass;
import org.discogsography.extractor.pass.PassSettings;
import org.discogsography.extractor.pass.Scope;
import org.discogsography.extractor.progress.Progress;
import org.discogsography.extractor.progress.TypeProgress;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** B6: a second pass over an unchanged dump against extraction without publishing. */
@Command(
    name = "unchanged",
    mixinStandardHelpOptions = true,
    description = {
      "Runs a whole pass over a dump that was extracted before, which sends nothing, against",
      "extraction without publishing. The bar is a ratio of 0.8, and no message."
    })
final class UnchangedBenchmark implements Callable<Integer> {
  private static final double BAR = 0.8;

  @Mixin private ReleasesFile releases = new ReleasesFile();

  @Option(names = "--rounds", defaultValue = "9", description = "Pairs (default: 9).")
  private int rounds;

  @Override
  public Integer call() throws Exception {
    Pairs pairs = new Pairs(System.out, 4, rounds);
    return releases.use((file, scratch) -> measure(pairs, file, scratch));
  }

  private static int measure(Pairs pairs, DumpFile file, Path scratch) throws Exception {
    DumpSet dump = new DumpSet(file.date(), Map.of(file.type(), file), null);
    try (StateDirectory state = StateDirectory.open(scratch.resolve("state"), Clock.systemUTC())) {
      pass(state, dump);
      double ratio =
          pairs.ratio(
              "second pass",
              () -> unchanged(state, dump),
              "extraction",
              () -> ExtractBenchmark.extract(file));
      return pairs.verdict("B6", ratio, BAR);
    }
  }

  private static long unchanged(StateDirectory state, DumpSet dump) throws InterruptedException {
    TypeProgress progress = pass(state, dump);
    if (progress.publishedMessages() > 0) {
      throw new IllegalStateException(
          "an unchanged dump sent " + progress.publishedMessages() + " messages");
    }
    return progress.records();
  }

  private static TypeProgress pass(StateDirectory state, DumpSet dump) throws InterruptedException {
    Progress progress = new Progress();
    new DumpPass(PassSettings.defaults(), state, new ConfirmingNowhere(), progress)
        .run(dump, Scope.CHANGES);
    return progress.of(dump.files().keySet().iterator().next());
  }
}
