package org.discogsography.localstack.container;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.discogsography.localstack.place.Directories;
import org.discogsography.localstack.process.Command;
import org.discogsography.localstack.process.Launch;
import org.discogsography.localstack.process.LocalStackException;
import org.discogsography.localstack.process.ManagedProcess;
import org.discogsography.localstack.process.ServerProcess;

/**
 * A container that belongs to a directory, whose file {@code container} holds its name. It is kept
 * with its data when it is stopped, and controlled through the program {@code docker}, which speaks
 * with engines of any age.
 */
public final class Container implements ServerProcess {
  private static final Duration TO_ANSWER = Duration.ofSeconds(30);

  /** The first start may have to download an image. */
  private static final Duration TO_RUN = Duration.ofMinutes(15);

  private final String server;
  private final Path directory;

  /**
   * A container that need not exist yet.
   *
   * @param server its name in messages
   * @param directory where its name is remembered
   */
  public Container(String server, Path directory) {
    this.server = server;
    this.directory = directory;
  }

  /** Whether the directory's server was started as a container. */
  public static boolean isIn(Path directory) {
    return Files.exists(directory.resolve("container"));
  }

  /** From now on the directory's server, which has never been started, is a container. */
  public static void claim(Path directory) {
    new Container("a server", directory).write("container", "none-yet");
  }

  /** Why no engine can be used, in one sentence, or empty where one answers. */
  public static Optional<String> engineAbsence() {
    try {
      Path anywhere = Path.of(System.getProperty("java.io.tmpdir"));
      String ignored =
          Command.run(
              List.of("docker", "version", "-f", "{{.Server.Version}}"),
              Map.of(),
              anywhere,
              TO_ANSWER);
      return Optional.empty();
    } catch (LocalStackException e) {
      return Optional.of("No Docker engine answers: " + e.getMessage());
    }
  }

  /** Starts it as it was left, or makes it; what it writes goes on in the log. */
  public void start(Image image, Path log) {
    if (exists()) {
      docker(TO_ANSWER, Map.of(), "start", name());
    } else {
      requireEngine();
      docker(TO_RUN, image.environment(), command(image));
    }
    mark("started");
    follow(log);
  }

  @Override
  public boolean running() {
    return state("{{.State.Running}}").equals("true");
  }

  @Override
  public boolean ended() {
    return Files.exists(directory.resolve("started")) && !running();
  }

  @Override
  public boolean paused() {
    return state("{{.State.Paused}}").equals("true");
  }

  @Override
  public long pid() {
    String pid = state("{{.State.Pid}}");
    if (pid.isEmpty() || pid.equals("0")) {
      throw new LocalStackException(server + " is not running.");
    }
    return Long.parseLong(pid);
  }

  @Override
  public void terminate(Duration deadline) {
    if (running()) {
      if (paused()) {
        resume();
      }
      String seconds = Long.toString(deadline.toSeconds());
      docker(deadline.plus(TO_ANSWER), Map.of(), "stop", "-t", seconds, name());
    }
    unmark("started");
  }

  @Override
  public void kill() {
    if (running()) {
      docker(TO_ANSWER, Map.of(), "kill", name());
      docker(TO_ANSWER, Map.of(), "wait", name());
    }
    unmark("started");
  }

  @Override
  public void pause() {
    docker(TO_ANSWER, Map.of(), "pause", name());
  }

  /** Leaves one alone that is not paused. */
  @Override
  public void resume() {
    if (paused()) {
      docker(TO_ANSWER, Map.of(), "unpause", name());
    }
  }

  /** Removes it with its data. */
  public void remove() {
    if (exists()) {
      docker(Duration.ofMinutes(1), Map.of(), "rm", "-f", "-v", name());
    }
    unmark("container");
  }

  /**
   * Runs a program in it and returns what that wrote.
   *
   * @throws LocalStackException if it fails
   */
  public String execute(Duration deadline, String... command) {
    List<String> arguments = new ArrayList<>(List.of("exec", name()));
    arguments.addAll(List.of(command));
    return docker(deadline, Map.of(), arguments.toArray(String[]::new));
  }

  /** Whether a program in it succeeds. */
  public boolean succeeds(String... command) {
    try {
      String ignored = execute(TO_ANSWER, command);
      return true;
    } catch (LocalStackException failed) {
      return false;
    }
  }

  /** Whether it has written a text since it was started last. */
  public boolean wrote(String text) {
    String since = state("{{.State.StartedAt}}");
    return !since.isEmpty()
        && docker(TO_ANSWER, Map.of(), "logs", "--since", since, name()).contains(text);
  }

  private boolean exists() {
    return isIn(directory) && !state("{{.Id}}").isEmpty();
  }

  private String name() {
    try {
      return Files.readString(directory.resolve("container")).strip();
    } catch (IOException e) {
      throw new LocalStackException(server + " has never been started as a container.", e);
    }
  }

  private String[] command(Image image) {
    String name = "discogsography-" + server + "-" + UUID.randomUUID().toString().substring(0, 8);
    write("container", name);
    List<String> command = new ArrayList<>(List.of("run", "-d", "--name", name));
    image
        .ports()
        .forEach(
            (host, inside) -> command.addAll(List.of("-p", "127.0.0.1:" + host + ":" + inside)));
    image.environment().keySet().forEach(variable -> command.addAll(List.of("-e", variable)));
    command.addAll(image.options());
    command.add(image.name());
    return command.toArray(String[]::new);
  }

  /** Ends with the container. */
  private void follow(Path log) {
    ManagedProcess follower = new ManagedProcess(server + "'s log", directory.resolve("log.pid"));
    follower.kill();
    List<String> command = List.of("docker", "logs", "-f", "--since", "1s", name());
    follower.start(new Launch(command, Map.of(), directory, log));
  }

  /** Empty where there is no such container. */
  private String state(String format) {
    if (!isIn(directory)) {
      return "";
    }
    try {
      return docker(TO_ANSWER, Map.of(), "inspect", "-f", format, name()).strip();
    } catch (LocalStackException unknown) {
      return "";
    }
  }

  private static void requireEngine() {
    engineAbsence()
        .ifPresent(reason -> {
          throw new LocalStackException(
              "LOCAL_STACK=docker (or --docker) asks for containers. " + reason);
        });
  }

  private String docker(Duration deadline, Map<String, String> environment, String... arguments) {
    List<String> command = new ArrayList<>(List.of("docker"));
    command.addAll(List.of(arguments));
    return Command.run(command, environment, Directories.create(directory), deadline);
  }

  private void mark(String file) {
    write(file, "");
  }

  private void write(String file, String text) {
    try {
      Files.write(
          Directories.create(directory).resolve(file),
          (text + "\n").getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new LocalStackException("Cannot write " + directory.resolve(file) + ".", e);
    }
  }

  private void unmark(String file) {
    try {
      Files.deleteIfExists(directory.resolve(file));
    } catch (IOException e) {
      throw new LocalStackException("Cannot delete " + directory.resolve(file) + ".", e);
    }
  }
}
