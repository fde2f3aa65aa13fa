package org.discogsography.localstack.stack;

import java.nio.file.Path;
import java.util.Map;
import org.discogsography.localstack.place.Project;
import org.discogsography.localstack.process.LocalStackException;

/**
 * Which stack is meant.
 *
 * @param directory DISCOGSOGRAPHY_HOME, where everything is kept; default {@code .stack} in the
 *     project
 * @param portOffset DISCOGSOGRAPHY_PORT_OFFSET, added to every port so that a second stack can run
 *     beside the first; default 0, at most 5000
 */
public record StackSettings(Project project, Path directory, int portOffset) {
  private static final int HIGHEST_OFFSET = 5_000;

  public static StackSettings from(Map<String, String> environment) {
    Project project = Project.find();
    String home = environment.getOrDefault("DISCOGSOGRAPHY_HOME", "");
    Path directory = home.isBlank() ? project.root().resolve(".stack") : Path.of(home);
    String offset = environment.getOrDefault("DISCOGSOGRAPHY_PORT_OFFSET", "");
    return new StackSettings(
        project, directory.toAbsolutePath().normalize(), offset.isBlank() ? 0 : offset(offset));
  }

  /** What the services' operations API asks for. */
  public OperationsToken operationsToken() {
    return new OperationsToken(directory.resolve("operations-token"));
  }

  /** Where the dashboard keeps its reports. */
  public Path rehearsals() {
    return directory.resolve("dashboard").resolve("rehearsals");
  }

  int port(int base) {
    return base + portOffset;
  }

  private static int offset(String text) {
    try {
      int offset = Integer.parseInt(text.strip());
      if (offset >= 0 && offset <= HIGHEST_OFFSET) {
        return offset;
      }
    } catch (NumberFormatException notANumber) {
      // Reported below.
    }
    throw new LocalStackException(
        "DISCOGSOGRAPHY_PORT_OFFSET is not a whole number from 0 to " + HIGHEST_OFFSET + ".");
  }
}
