package org.discogsography.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.discogsography.extractor.dump.DumpFile;
import org.discogsography.extractor.generate.SampleDump;
import org.discogsography.extractor.generate.SampleSize;
import org.discogsography.messages.EntityType;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The file that is measured with: one that is given, or a generated one. */
final class ReleasesFile {
  private static final int DATE = 20260101;

  @Option(
      names = "--file",
      description = "A releases.xml.gz to measure with; generated where it is not given.")
  private @Nullable Path file;

  @Option(
      names = "--releases",
      defaultValue = "50000",
      description = "How many releases to generate (default: ${DEFAULT-VALUE}).")
  private long releases;

  /** What is done with the file. */
  interface Use {
    int with(DumpFile file, Path scratch) throws Exception;
  }

  int use(Use use) throws Exception {
    Path scratch = Files.createTempDirectory("discogsography-bench-");
    try {
      return use.with(new DumpFile(EntityType.RELEASES, DATE, path(scratch)), scratch);
    } finally {
      delete(scratch);
    }
  }

  private Path path(Path scratch) throws IOException {
    if (file != null) {
      return file;
    }
    new SampleDump(1, SampleSize.ofReleases(releases), DATE).writeTo(scratch);
    return scratch.resolve("sample_%d_releases.xml.gz".formatted(DATE));
  }

  private static void delete(Path directory) throws IOException {
    try (Stream<Path> paths = Files.walk(directory)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
