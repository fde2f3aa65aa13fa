package org.discogsography.localstack.place;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.Optional;
import java.util.stream.Stream;
import org.discogsography.localstack.process.LocalStackException;
import org.jspecify.annotations.Nullable;

/** The directory of the project's sources, in which its programs were built. */
public record Project(Path root) {
  private static final Path NEO4J_SERVER = Path.of("local-stack", "neo4j-server");

  /** Found upwards from this class or from the current directory. */
  public static Project find() {
    return Stream.of(ownPlace(), Optional.of(Path.of("").toAbsolutePath()))
        .flatMap(Optional::stream)
        .flatMap(Project::upwards)
        .filter(
            directory -> Files.isRegularFile(directory.resolve(NEO4J_SERVER).resolve("pom.xml")))
        .findFirst()
        .map(Project::new)
        .orElseThrow(() ->
            new LocalStackException(
                "Cannot find the project's directory: neither this program nor the current"
                    + " directory is inside it."));
  }

  /** Neo4j as it was built: a directory with classes and lib. */
  public Path neo4jServer() {
    Path built = root.resolve(NEO4J_SERVER).resolve("target");
    if (!Files.isDirectory(built.resolve("lib")) || !Files.isDirectory(built.resolve("classes"))) {
      throw new LocalStackException(
          "Neo4j has not been built: run mvn -pl local-stack/neo4j-server package in "
              + root
              + ".");
    }
    return built;
  }

  private static Optional<Path> ownPlace() {
    CodeSource source = Project.class.getProtectionDomain().getCodeSource();
    try {
      return source == null
          ? Optional.empty()
          : Optional.of(Path.of(source.getLocation().toURI()).toAbsolutePath());
    } catch (URISyntaxException | IllegalArgumentException notAFile) {
      return Optional.empty();
    }
  }

  private static Stream<Path> upwards(Path from) {
    return Stream.<@Nullable Path>iterate(
            from, path -> path != null, path -> path == null ? null : path.getParent())
        .map(path -> path);
  }
}
