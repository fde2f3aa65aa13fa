package org.discogsography.localstack.stack;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.discogsography.localstack.Component;
import org.discogsography.localstack.LocalServer;
import org.discogsography.localstack.Neo4jServer;
import org.discogsography.localstack.PostgresServer;
import org.discogsography.localstack.RabbitMqPorts;
import org.discogsography.localstack.RabbitMqServer;
import org.discogsography.localstack.place.Directories;
import org.discogsography.localstack.process.Await;
import org.discogsography.localstack.process.LocalStackException;

/**
 * Three servers and four services below one directory, on fixed ports of 127.0.0.1: below those
 * that the system gives to outgoing connections, and not those where the system's own servers are.
 */
public final class Stack {
  private static final Duration FOR_THE_LOCK = Duration.ofMinutes(2);

  private final StackSettings settings;
  private final PostgresServer postgres;
  private final Neo4jServer neo4j;
  private final RabbitMqServer rabbitmq;
  private final Dumps dumps;
  private final List<Service> services;
  private final ServiceEnvironment environment;

  public Stack(StackSettings settings) {
    this.settings = settings;
    Path directory = settings.directory();
    this.postgres = new PostgresServer(directory.resolve("postgres"), settings.port(25_432));
    this.neo4j = new Neo4jServer(directory.resolve("neo4j"), settings.port(27_687));
    this.rabbitmq =
        new RabbitMqServer(
            directory.resolve("rabbitmq"),
            new RabbitMqPorts(
                settings.port(25_673),
                settings.port(25_674),
                settings.port(25_692),
                settings.port(25_675),
                settings.port(24_369)));
    this.dumps = new Dumps(directory, settings.project());
    this.environment = new ServiceEnvironment(settings, postgres, neo4j, rabbitmq, dumps);
    this.services =
        ServiceEnvironment.PORTS.entrySet().stream()
            .map(entry -> service(entry.getKey(), entry.getValue(), environment))
            .toList();
  }

  public Path directory() {
    return settings.directory();
  }

  public StackSettings settings() {
    return settings;
  }

  public PostgresServer postgres() {
    return postgres;
  }

  public Neo4jServer neo4j() {
    return neo4j;
  }

  public RabbitMqServer rabbitmq() {
    return rabbitmq;
  }

  public Dumps dumps() {
    return dumps;
  }

  public List<LocalServer> servers() {
    return List.of(postgres, neo4j, rabbitmq);
  }

  /** In the order in which messages go through them. */
  public List<Service> services() {
    return services;
  }

  public Service service(String name) {
    return services.stream()
        .filter(service -> service.name().equals(name))
        .findFirst()
        .orElseThrow(() -> unknown(name));
  }

  public List<Component> components() {
    return Stream.<Component>concat(servers().stream(), services.stream()).toList();
  }

  /** The server or service of that name. */
  public Component component(String name) {
    return components().stream()
        .filter(component -> component.name().equals(name))
        .findFirst()
        .orElseThrow(() -> unknown(name));
  }

  /** Does something while no other command starts or stops parts of this stack. */
  public void exclusively(Runnable work) {
    Path lock = Directories.create(directory()).resolve("lock");
    try (FileChannel channel =
        FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      boolean locked =
          Await.until(
              FOR_THE_LOCK,
              () -> {
                try {
                  return channel.tryLock() != null;
                } catch (IOException e) {
                  return false;
                }
              });
      if (!locked) {
        throw new LocalStackException(
            "Another command has been working on this stack for " + FOR_THE_LOCK + ".");
      }
      work.run();
    } catch (IOException e) {
      throw new LocalStackException("Cannot lock " + lock + ": " + e.getMessage() + ".", e);
    }
  }

  /** Deletes all data. Nothing may run. */
  public void clean() {
    if (!Files.exists(directory())) {
      return;
    }
    if (!Files.exists(directory().resolve("lock"))) {
      throw new LocalStackException(directory() + " is not a stack: nothing was deleted.");
    }
    servers().forEach(LocalServer::clean);
    Stream.concat(services.stream().map(Service::directory), dumps.owned().stream())
        .forEach(Directories::delete);
    try {
      Files.deleteIfExists(settings.operationsToken().file());
      Files.deleteIfExists(directory().resolve("lock"));
      Files.deleteIfExists(directory());
    } catch (IOException notEmpty) {
      // Whatever else somebody keeps there is not ours to delete.
    }
  }

  /** With what scripts/verify and scripts/dlq find this stack; empty where there is none. */
  public Map<String, String> toolEnvironment() {
    return Files.isDirectory(directory()) ? environment.ofTools() : Map.of();
  }

  private Service service(String name, int port, ServiceEnvironment environment) {
    return new Service(
        name,
        settings.project().root().resolve(name).resolve("target"),
        settings.directory().resolve(name),
        settings.port(port),
        () -> environment.of(name));
  }

  private LocalStackException unknown(String name) {
    String known = components().stream().map(Component::name).collect(Collectors.joining(", "));
    return new LocalStackException("There is no " + name + "; there are: " + known + ".");
  }
}
