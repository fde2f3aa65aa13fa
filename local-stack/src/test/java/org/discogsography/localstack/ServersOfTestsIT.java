package org.discogsography.localstack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.discogsography.localstack.process.Await;
import org.junit.jupiter.api.Test;

final class ServersOfTestsIT {
  @Test
  void endWithAJvmThatIsKilled() throws IOException {
    Process jvm =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Child.class.getName())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String directory;
    try (var out =
        new BufferedReader(new InputStreamReader(jvm.getInputStream(), StandardCharsets.UTF_8))) {
      directory = out.readLine();
      assertThat(ProcessTreeProbe.commandLinesUnder(Path.of(directory))).isNotEmpty();
    } finally {
      jvm.destroyForcibly();
    }
    Path gone = Path.of(directory);
    assertThat(Await.until(Duration.ofSeconds(20), () -> !Files.exists(gone))).isTrue();
    assertThat(ProcessTreeProbe.commandLinesUnder(gone)).isEqualTo(List.of());
  }

  /** A JVM that starts a server, and hangs. */
  static final class Child {
    private Child() {}

    public static void main(String[] arguments) throws InterruptedException {
      System.out.println(TestServers.postgres().log().getParent().getParent());
      Thread.currentThread().join();
    }
  }
}
