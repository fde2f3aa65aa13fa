package org.discogsography.localstack.rehearse;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.discogsography.localstack.process.Await;
import org.discogsography.localstack.process.Command;
import org.discogsography.localstack.process.LocalStackException;

/** A service of docker-compose.yml, through {@code docker compose} or docker-compose. */
final class DockerSwitch extends ServerSwitch {
  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final Duration TO_ASK = Duration.ofSeconds(10);
  private static final Duration PAUSE = Duration.ofMillis(200);

  private final Path project;
  private final Rehearse.Target service;
  private final List<String> compose;
  private final Duration patience;

  DockerSwitch(Path project, Rehearse.Target service) {
    this(project, service, "docker", Duration.ofMinutes(2));
  }

  /**
   * Another Docker.
   *
   * @param docker the program; docker-compose is beside it
   * @param patience until the server has to answer
   */
  DockerSwitch(Path project, Rehearse.Target service, String docker, Duration patience) {
    this.project = project;
    this.service = service;
    this.compose = compose(project, docker);
    this.patience = patience;
  }

  @Override
  void requireRunning() {
    String id = run(LIMIT, "ps", "-q", service.name()).strip();
    if (id.isEmpty()) {
      throw new LocalStackException(
          "There is no container of %s: docker-compose up starts it.".formatted(service));
    }
  }

  @Override
  void take(How how) {
    String ignored = run(LIMIT, how.text(), service.name());
  }

  @Override
  void give(How how) {
    String command =
        switch (how) {
          case STOP, KILL -> "start";
          case PAUSE -> "unpause";
        };
    String ignored = run(LIMIT, command, service.name());
  }

  @Override
  void awaitAnswer() {
    if (!Await.until(patience, PAUSE, this::answers)) {
      throw new LocalStackException(
          "%s was given back and has not answered for %d s."
              .formatted(service, patience.toSeconds()));
    }
  }

  /** The dashboard's token, from where docker-compose.yml keeps it. */
  String token() {
    return execute(LIMIT, "dashboard", "cat", "/run/secrets/discogsography/admin-token").strip();
  }

  private boolean answers() {
    try {
      String ignored = execute(TO_ASK, service.name(), question());
      return true;
    } catch (LocalStackException notYet) {
      return false;
    }
  }

  /** Over TCP, as those who need it do. */
  private String[] question() {
    return switch (service) {
      case postgres -> new String[] {"pg_isready", "-q", "-h", "127.0.0.1"};
      case rabbitmq -> connecting(5672);
      case neo4j -> connecting(7687);
    };
  }

  private static String[] connecting(int port) {
    return new String[] {"bash", "-c", "</dev/tcp/127.0.0.1/" + port};
  }

  private String execute(Duration limit, String container, String... command) {
    List<String> arguments = new ArrayList<>(List.of("exec", "-T", container));
    arguments.addAll(List.of(command));
    return run(limit, arguments.toArray(String[]::new));
  }

  private String run(Duration limit, String... arguments) {
    List<String> command = new ArrayList<>(compose);
    command.addAll(List.of(arguments));
    return Command.run(command, Map.of(), project, limit);
  }

  private static List<String> compose(Path project, String docker) {
    List<String> plugin = List.of(docker, "compose");
    try {
      String ignored = Command.run(List.of(docker, "compose", "version"), Map.of(), project, LIMIT);
      return plugin;
    } catch (LocalStackException notThere) {
      return List.of(docker + "-compose");
    }
  }
}
