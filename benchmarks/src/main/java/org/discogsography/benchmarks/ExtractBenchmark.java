package org.discogsography.benchmarks;

import java.util.concurrent.Callable;
import org.discogsography.extractor.dump.DumpFile;
import org.discogsography.extractor.pipeline.Extraction;
import org.discogsography.extractor.pipeline.ExtractionSettings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** B1: extraction without publishing against a bare drain of the same file. */
@Command(
    name = "extract",
    mixinStandardHelpOptions = true,
    description = {
      "Inflates, parses, encodes and hashes every release, against a parser that only runs through",
      "the same file on one thread. The bar is a ratio of 0.8."
    })
final class ExtractBenchmark implements Callable<Integer> {
  private static final double BAR = 0.8;

  @Mixin private ReleasesFile releases = new ReleasesFile();

  @Option(names = "--rounds", defaultValue = "9", description = "Pairs (default: 9).")
  private int rounds;

  @Override
  public Integer call() throws Exception {
    Pairs pairs = new Pairs(System.out, 4, rounds);
    return releases.use((file, scratch) -> {
      double ratio =
          pairs.ratio("extraction", () -> extract(file), "drain", () -> Drain.records(file.path()));
      return pairs.verdict("B1", ratio, BAR);
    });
  }

  static long extract(DumpFile file) throws Exception {
    long[] records = new long[1];
    try (Extraction extraction = new Extraction(file, ExtractionSettings.defaults())) {
      extraction.run(batch -> records[0] += batch.count());
    }
    return records[0];
  }
}
