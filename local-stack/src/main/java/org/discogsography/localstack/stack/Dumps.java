package org.discogsography.localstack.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
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
    generate(unfinished, List.of("--releases", Integer.toString(SAMPLE_RELEASES), "--seed", "1"));
    try {
      Files.move(unfinished, sample);
    } catch (IOException e) {
      throw new LocalStackException("Cannot write " + sample + ".", e);
    }
  }

  /** Whether the generated sample is read, which may be replaced by another. */
  public boolean areGenerated() {
    return current().equals(sample) && Files.isDirectory(sample);
  }

  /** Generates the sample's next month, in which every record has changed; nobody reads it yet. */
  public void generateNextMonth(long seed) {
    generate(
        nextMonth(),
        List.of(
            "--from",
            sample.toString(),
            "--seed",
            Long.toString(seed),
            "--changed",
            "1.0",
            "--added",
            "0.02",
            "--removed",
            "0.01"));
  }

  /** Puts the month that was generated last into the place of the sample. */
  public void takeNextMonth() {
    try (Stream<Path> old = Files.list(sample);
        Stream<Path> fresh = Files.list(nextMonth())) {
      List<Path> replaced = old.filter(Files::isRegularFile).toList();
      for (Path file : fresh.toList()) {
        Files.move(file, sample.resolve(file.getFileName()));
      }
      for (Path file : replaced) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new LocalStackException("Cannot write " + sample + ": " + e.getMessage() + ".", e);
    }
  }

  private void generate(Path directory, List<String> options) {
    Directories.delete(directory);
    Directories.create(directory);
    Path program = project.root().resolve("extractor/target/extractor.jar");
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-jar",
                program.toString(),
                "generate",
                "--out",
                directory.toString()));
    command.addAll(options);
    Command.run(command, Map.of(), directory, TO_GENERATE);
  }

  private Path nextMonth() {
    return sample.resolveSibling("sample.next");
  }

  /** What belongs to the stack and goes with it. */
  List<Path> owned() {
    return List.of(chosen, sample, nextMonth(), sample.resolveSibling("sample.unfinished"));
  }

  private static boolean holdsDumps(Path directory) {
    try (var files = Files.newDirectoryStream(directory, "*_????????_*.xml.gz")) {
      return files.iterator().hasNext();
    } catch (IOException e) {
      throw new LocalStackException("Cannot read " + directory + ".", e);
    }
  }
}
