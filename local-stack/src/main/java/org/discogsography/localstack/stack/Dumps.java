package org.discogsography.localstack.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.discogsography.localstack.place.Directories;
import org.discogsography.localstack.place.Project;
import org.discogsography.localstack.process.Command;
import org.discogsography.localstack.process.LocalStackException;

/** The directory of dumps that the extractor reads: the user's, or a generated sample. */
public final class Dumps {
  private static final int SAMPLE_RELEASES = 20_000;
  private static final Duration TO_GENERATE = Duration.ofMinutes(5);

  private final Path chosen;
  private final Path sample;
  private final Project project;

  Dumps(Path stack, Project project) {
    this.chosen = stack.resolve("dumps");
    this.sample = stack.resolve("sample");
    this.project = project;
  }

  /** What was chosen last, or the sample. */
  public Path current() {
    try {
      return Files.exists(chosen) ? Path.of(Files.readString(chosen).strip()) : sample;
    } catch (IOException e) {
      throw new LocalStackException("Cannot read " + chosen + ".", e);
    }
  }

  /** From now on the extractor reads this directory. */
  public void choose(Path directory) {
    Path absolute = directory.toAbsolutePath().normalize();
    if (!Files.isDirectory(absolute)) {
      throw new LocalStackException(directory + " is not a directory.");
    }
    if (!holdsDumps(absolute)) {
      throw new LocalStackException(
          directory
              + " holds no dump: no file there is named like discogs_20260401_artists.xml.gz.");
    }
    try {
      Files.writeString(chosen, absolute + "\n");
    } catch (IOException e) {
      throw new LocalStackException("Cannot write " + chosen + ".", e);
    }
  }

  /** Whether the sample is to be read and has yet to be made. */
  public boolean sampleMissing() {
    return current().equals(sample) && !Files.isDirectory(sample);
  }

  /** Generates the sample. */
  public void generateSample() {
    Path unfinished = sample.resolveSibling("sample.unfinished");
    Directories.delete(unfinished);
    Directories.create(unfinished);
    Path program = project.root().resolve("extractor/target/extractor.jar");
    Command.run(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx256m",
            "-jar",
            program.toString(),
            "generate",
            "--out",
            unfinished.toString(),
            "--releases",
            Integer.toString(SAMPLE_RELEASES),
            "--seed",
            "1"),
        Map.of(),
        unfinished,
        TO_GENERATE);
    try {
      Files.move(unfinished, sample);
    } catch (IOException e) {
      throw new LocalStackException("Cannot write " + sample + ".", e);
    }
  }

  /** What belongs to the stack and goes with it. */
  List<Path> owned() {
    return List.of(chosen, sample, sample.resolveSibling("sample.unfinished"));
  }

  private static boolean holdsDumps(Path directory) {
    try (var files = Files.newDirectoryStream(directory, "*_????????_*.xml.gz")) {
      return files.iterator().hasNext();
    } catch (IOException e) {
      throw new LocalStackException("Cannot read " + directory + ".", e);
    }
  }
}
