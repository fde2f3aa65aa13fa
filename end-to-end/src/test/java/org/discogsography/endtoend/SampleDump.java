package org.discogsography.endtoend;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A dump for a test, put into an empty directory. */
@FunctionalInterface
interface SampleDump {
  Path into(Path directory) throws IOException, InterruptedException;

  /** One from the project's own generator, with its checksum file. */
  static SampleDump generated(int seed, int releases) {
    return directory -> {
      Path jar = ServiceProcess.projectRoot().resolve("extractor/target/extractor.jar");
      List<String> command =
          List.of(
              Path.of(System.getProperty("java.home"), "bin", "java").toString(),
              "-jar",
              jar.toString(),
              "generate",
              "--out",
              directory.toString(),
              "--releases",
              Integer.toString(releases),
              "--seed",
              Integer.toString(seed));
      Process process = new ProcessBuilder(command).inheritIO().start();
      if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
        process.destroyForcibly();
        throw new IOException("the generator failed");
      }
      return directory;
    };
  }

  /** One set of a directory that holds several, each file by a symbolic link. */
  static SampleDump linked(Path source, String prefix) {
    return directory -> {
      Files.createDirectories(directory);
      try (Stream<Path> files = Files.list(source)) {
        for (Path file :
            files.filter(f -> f.getFileName().toString().startsWith(prefix)).toList()) {
          Files.createSymbolicLink(directory.resolve(file.getFileName()), file);
        }
      }
      return directory;
    };
  }
}
