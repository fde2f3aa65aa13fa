package org.discogsography.localstack.rehearse;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.discogsography.localstack.process.Command;
import org.discogsography.localstack.process.LocalStackException;

/** A service of docker-compose.yml, through {@code docker compose} or docker-compose. */
final class DockerSwitch extends ServerSwitch {
  private static final Duration LIMIT = Duration.ofMinutes(2);

  private final Path project;
  private final String service;
  private final List<String> compose;

  DockerSwitch(Path project, String service) {
    this.project = project;
    this.service = service;
    this.compose = compose(project);
  }

  @Override
  void requireRunning() {
    String id = run("ps", "-q", service).strip();
    if (id.isEmpty()) {
      throw new LocalStackException(
          "There is no container of %s: docker-compose up starts it.".formatted(service));
    }
  }

  @Override
  boolean waitsUntilItAnswers() {
    return false;
  }

  @Override
  void take(How how) {
    run(how.text(), service);
  }

  @Override
  void give(How how) {
    run(
        switch (how) {
          case STOP, KILL -> "start";
          case PAUSE -> "unpause";
        },
        service);
  }

  /** The dashboard's token, from where docker-compose.yml keeps it. */
  String token() {
    return run("exec", "-T", "dashboard", "cat", "/run/secrets/discogsography/admin-token").strip();
  }

  private String run(String... arguments) {
    List<String> command = new ArrayList<>(compose);
    command.addAll(List.of(arguments));
    return Command.run(command, Map.of(), project, LIMIT);
  }

  private static List<String> compose(Path project) {
    List<String> plugin = List.of("docker", "compose");
    try {
      Command.run(List.of("docker", "compose", "version"), Map.of(), project, LIMIT);
      return plugin;
    } catch (LocalStackException notThere) {
      return List.of("docker-compose");
    }
  }
}
