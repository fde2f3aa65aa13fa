package org.discogsography.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.discogsography.localstack.container.Container;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The stack of docker-compose.yml from a fresh clone, with each server stopped and started while it
 * ingests. Only where a Docker engine answers; elsewhere the output says that it was left out.
 */
class RehearsalDockerIT {
  private static final int MINUTES = 30;
  private static final Path SCRIPT = Path.of("../scripts/docker-rehearsal");

  @TempDir private Path directory;

  @Test
  @Timeout(value = MINUTES + 2, unit = TimeUnit.MINUTES)
  void everyServerIsStoppedAndStartedInTheMiddleOfAnIngestion()
      throws IOException, InterruptedException {
    Optional<String> absence = Container.engineAbsence();
    absence.ifPresent(reason -> System.out.println("SKIPPED RehearsalDockerIT: " + reason));
    assumeTrue(absence.isEmpty(), () -> absence.orElse(""));

    Path output = directory.resolve("output");
    Process rehearsal =
        new ProcessBuilder(SCRIPT.toAbsolutePath().normalize().toString())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    boolean ended = rehearsal.waitFor(MINUTES, TimeUnit.MINUTES);
    if (!ended) {
      rehearsal.destroy();
    }
    System.out.println(Files.readString(output));
    assertThat(ended).as("ended within %d minutes", MINUTES).isTrue();
    assertThat(rehearsal.exitValue()).isZero();
  }
}
