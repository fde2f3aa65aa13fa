package org.discogsography.localstack.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ManagedProcessIT {
  private static final Duration DEADLINE = Duration.ofSeconds(10);

  @TempDir private Path directory;
  private ManagedProcess process;

  @BeforeEach
  void name() {
    process = new ManagedProcess("sleeper", pidFile());
  }

  @AfterEach
  void end() {
    process.kill();
  }

  @Test
  void isFoundAgainThroughItsPidFile() {
    start("exec sleep 1000");
    var other = new ManagedProcess("sleeper", pidFile());
    assertThat(other.pid()).isEqualTo(process.pid());
    other.terminate(DEADLINE);
    assertThat(process.running()).isFalse();
  }

  @Test
  void leavesAloneAnotherProcessThatGotItsNumber() throws IOException {
    start("exec sleep 1000");
    String line = Files.readString(pidFile());
    String someoneElse = line.replaceFirst(" \\d+", " 1");
    Files.writeString(pidFile(), someoneElse);
    assertThat(process.running()).isFalse();
    process.kill();
    Files.writeString(pidFile(), line);
    assertThat(process.running()).isTrue();
  }

  @Test
  void killsWhatTheProcessStartedInSessionsOfTheirOwn() {
    start("setsid sleep 1000 & echo $! >grandchild; wait");
    assertThat(Await.until(DEADLINE, () -> Files.exists(directory.resolve("grandchild")))).isTrue();
    long child =
        ProcessHandle.of(process.pid()).orElseThrow().descendants().findFirst().orElseThrow().pid();
    process.kill();
    assertThat(ProcessIdentity.of(child)).isEmpty();
  }

  @Test
  void killsAfterTheDeadlineWhatIgnoresTheSignal() {
    start("trap '' TERM; touch ready; while :; do sleep 1; done");
    assertThat(Await.until(DEADLINE, () -> Files.exists(directory.resolve("ready")))).isTrue();
    process.terminate(Duration.ofMillis(200));
    assertThat(process.running()).isFalse();
  }

  @Test
  void endsWhatIsPaused() {
    start("exec sleep 1000");
    process.pause();
    assertThat(process.paused()).isTrue();
    process.terminate(DEADLINE);
    assertThat(process.running()).isFalse();
  }

  @Test
  void tellsAnEndOfItsOwnFromOneOnPurpose() {
    start("exit 3");
    assertThat(Await.until(DEADLINE, () -> !process.running())).isTrue();
    assertThat(process.ended()).isTrue();
    process.terminate(DEADLINE);
    assertThat(process.ended()).isFalse();
  }

  @Test
  void saysThatItDoesNotRun() {
    assertThatThrownBy(process::pause)
        .isInstanceOf(LocalStackException.class)
        .hasMessage("sleeper is not running.");
  }

  @Test
  void takesAForeignPidFileForNone() throws IOException {
    Files.writeString(pidFile(), "not a pid\n");
    assertThat(process.running()).isFalse();
  }

  private void start(String script) {
    process.start(
        new Launch(
            List.of("sh", "-c", script), Map.of(), directory, directory.resolve("sleeper.log")));
  }

  private Path pidFile() {
    return directory.resolve("pid");
  }
}
