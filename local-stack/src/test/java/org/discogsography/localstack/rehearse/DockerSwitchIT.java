package org.discogsography.localstack.rehearse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import org.discogsography.localstack.process.LocalStackException;
import org.discogsography.localstack.rehearse.Rehearse.Target;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Servers in containers, with a program in docker's place that writes down what it is told. */
@Timeout(60)
class DockerSwitchIT {
  private static final String WARNING = "the attribute version is obsolete";

  @TempDir private Path directory;

  @BeforeEach
  void install() throws IOException {
    fake("docker");
  }

  @ParameterizedTest
  @CsvSource({
    "postgres, pg_isready -q -h 127.0.0.1",
    "rabbitmq, bash -c </dev/tcp/127.0.0.1/5672",
    "neo4j, bash -c </dev/tcp/127.0.0.1/7687"
  })
  void givingBackReturnsWhenTheServerAnswers(Target target, String question) throws IOException {
    refuseQuestions(2);
    DockerSwitch server = server(target, Duration.ofMinutes(1));
    server.takeAway(How.KILL);
    server.giveBack(How.KILL);

    String asked = "compose exec -T " + target + " " + question;
    assertThat(told())
        .containsExactly(
            "compose version",
            "compose kill " + target,
            "compose start " + target,
            asked,
            asked,
            asked);
  }

  @Test
  void aServerThatDoesNotAnswerIsNotWaitedForForever() throws IOException {
    refuseQuestions(1000);
    DockerSwitch server = server(Target.postgres, Duration.ofMillis(100));
    server.takeAway(How.PAUSE);

    assertThatThrownBy(() -> server.giveBack(How.PAUSE))
        .isInstanceOf(LocalStackException.class)
        .hasMessage("postgres was given back and has not answered for 0 s.");
    assertThat(told()).contains("compose unpause postgres");
  }

  @Test
  void whatComposeWarnsOfIsNoPartOfTheToken() {
    assertThat(server(Target.neo4j, Duration.ZERO).token()).isEqualTo("compose said this");
  }

  @Test
  void aFailureSaysAllThatWasWritten() throws IOException {
    DockerSwitch server = server(Target.neo4j, Duration.ZERO);
    Files.writeString(directory.resolve("broken"), "");

    assertThatThrownBy(server::requireRunning)
        .isInstanceOf(LocalStackException.class)
        .hasMessage("docker failed with 3:\ncompose said this\n" + WARNING);
  }

  @Test
  void withoutThePluginTheProgramOfItsOwnIsUsed() throws IOException {
    Files.delete(directory.resolve("docker"));
    fake("docker-compose");
    server(Target.rabbitmq, Duration.ZERO).takeAway(How.STOP);

    assertThat(told()).containsExactly("stop rabbitmq");
  }

  private DockerSwitch server(Target target, Duration patience) {
    return new DockerSwitch(directory, target, directory.resolve("docker").toString(), patience);
  }

  private void refuseQuestions(int times) throws IOException {
    Files.writeString(directory.resolve("refuse"), String.valueOf(times));
  }

  private List<String> told() throws IOException {
    return Files.readAllLines(directory.resolve("told"));
  }

  private void fake(String name) throws IOException {
    Path program = directory.resolve(name);
    Files.writeString(
        program,
        """
        #!/bin/sh
        cd "$(dirname "$0")"
        echo "$@" >> told
        echo "compose said this"
        echo "%s" >&2
        if [ -e broken ]; then exit 3; fi
        case "$*" in *127.0.0.1*) ;; *) exit 0 ;; esac
        left=$(cat refuse 2>/dev/null || echo 0)
        echo $((left - 1)) > refuse
        [ "$left" -le 0 ]
        """
            .formatted(WARNING));
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
  }
}
