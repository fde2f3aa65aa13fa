package org.discogsography.localstack;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.discogsography.localstack.container.Container;
import org.discogsography.localstack.container.Image;
import org.discogsography.localstack.place.Directories;
import org.discogsography.localstack.place.Ports;
import org.discogsography.localstack.process.Command;
import org.discogsography.localstack.process.Launch;
import org.discogsography.localstack.process.LocalStackException;
import org.discogsography.localstack.process.ManagedProcess;
import org.discogsography.localstack.process.ServerProcess;

/**
 * RabbitMQ from the system's package, with the plugins for management and Prometheus, as a node of
 * its own beside whatever broker the system runs.
 */
public final class RabbitMqServer implements LocalServer {
  private static final String IMAGE = "rabbitmq:4-management";
  private static final Duration TO_START = Duration.ofMinutes(2);
  private static final Duration TO_STOP = Duration.ofMinutes(1);
  private static final Duration FOR_EPMD = Duration.ofSeconds(10);
  private static final Duration FOR_CTL = Duration.ofMinutes(1);
  private static final byte[] GREETING = "AMQP\0\0\t\1".getBytes(StandardCharsets.US_ASCII);

  private final ServerFiles files;
  private final RabbitMqPorts ports;
  private final Optional<Encryption> encryption;
  private final ManagedProcess process;
  private final Optional<Container> container;
  private final ManagedProcess epmd;

  /** A broker that keeps everything in a directory, which need not exist yet. */
  public RabbitMqServer(Path directory, RabbitMqPorts ports) {
    this(directory, ports, Optional.empty());
  }

  private RabbitMqServer(Path directory, RabbitMqPorts ports, Optional<Encryption> encryption) {
    this.encryption = encryption;
    this.files = new ServerFiles("rabbitmq", directory);
    this.ports = ports;
    this.process = files.process();
    // With a certificate it is always a process.
    this.container = encryption.isPresent() ? Optional.empty() : files.container();
    this.epmd = new ManagedProcess("epmd", directory.resolve("epmd.pid"));
  }

  /**
   * One that also listens for clients with TLS.
   *
   * @param amqps port of 127.0.0.1
   * @param https that of the HTTP API
   */
  public static RabbitMqServer encrypted(
      Path directory, RabbitMqPorts ports, int amqps, int https, ServerTls tls) {
    return new RabbitMqServer(directory, ports, Optional.of(new Encryption(amqps, https, tls)));
  }

  /** Two more listeners. */
  private record Encryption(int amqps, int https, ServerTls tls) {}

  @Override
  public String name() {
    return files.name();
  }

  /** With user and password. */
  public String uri() {
    return "amqp://%s:%s@127.0.0.1:%d".formatted(username(), password(), ports.amqp());
  }

  @Override
  public String location() {
    return "amqp://127.0.0.1:" + ports.amqp();
  }

  /** The HTTP API, without user and password. */
  public String managementUri() {
    return "http://127.0.0.1:" + ports.management();
  }

  /** What its plugin for Prometheus listens on, as {@code HOST:PORT}. */
  public String metricsAddress() {
    return "127.0.0.1:" + ports.metrics();
  }

  public int port() {
    return ports.amqp();
  }

  public String username() {
    return RabbitMqFiles.USER;
  }

  public String password() {
    return files.password();
  }

  @Override
  public Path passwordFile() {
    return files.passwordFile();
  }

  @Override
  public void start() {
    if (process().running()) {
      resume();
      return;
    }
    if (container.isPresent()) {
      start(container.get());
      return;
    }
    RabbitMqInstallation installation = RabbitMqInstallation.find();
    Ports.requireFree(name(), ports.amqp());
    Ports.requireFree("rabbitmq's management", ports.management());
    Ports.requireFree("rabbitmq's metrics", ports.metrics());
    Ports.requireFree("rabbitmq's distribution", ports.distribution());
    RabbitMqFiles node = node();
    node.write(password(), encryption.map(this::listener).orElse(""));
    startEpmd(installation, node);
    process.start(
        new Launch(
            List.of(installation.server().toString()),
            node.environment(),
            files.directory(),
            log()));
    new Startup(name(), process, log(), TO_START).await(this::answers);
  }

  private void start(Container contained) {
    files.create();
    Ports.requireFree(name(), ports.amqp());
    Ports.requireFree("rabbitmq's management", ports.management());
    Ports.requireFree("rabbitmq's metrics", ports.metrics());
    Map<String, String> settings =
        Map.of("RABBITMQ_DEFAULT_USER", username(), "RABBITMQ_DEFAULT_PASS", password());
    Map<Integer, Integer> published =
        Map.of(ports.amqp(), 5672, ports.management(), 15672, ports.metrics(), 15692);
    // Its data belong to the name of its machine.
    contained.start(
        new Image(IMAGE, published, settings, List.of("--hostname", "rabbitmq")), log());
    new Startup(name(), contained, log(), TO_START).await(this::answers);
  }

  @Override
  public void stop() {
    process().terminate(TO_STOP);
    epmd.kill();
  }

  @Override
  public void kill() {
    process().kill();
    epmd.kill();
  }

  /** Listens for clients, which it does last of all. */
  @Override
  public boolean answers() {
    return Ports.answers(ports.amqp(), GREETING, 1, (byte) 1);
  }

  @Override
  public void clean() {
    container.ifPresent(Container::remove);
    Directories.delete(files.directory());
  }

  @Override
  public Path log() {
    return files.log();
  }

  @Override
  public ServerProcess process() {
    return container.<ServerProcess>map(contained -> contained).orElse(process);
  }

  /**
   * Runs rabbitmqctl against this broker and returns its output.
   *
   * @throws LocalStackException if it fails, with what it wrote
   */
  public String ctl(String... arguments) {
    if (container.isPresent()) {
      List<String> inside = new ArrayList<>(List.of("rabbitmqctl"));
      inside.addAll(List.of(arguments));
      return container.get().execute(FOR_CTL, inside.toArray(String[]::new));
    }
    List<String> command = new ArrayList<>();
    command.add(RabbitMqInstallation.find().ctl().toString());
    command.addAll(List.of(arguments));
    return Command.run(command, node().environment(), files.directory(), FOR_CTL);
  }

  private String listener(Encryption given) {
    ServerTls copied = given.tls().copiedTo(files.create());
    return """
    listeners.ssl.local = 127.0.0.1:%1$d
    ssl_options.cacertfile = %3$s
    ssl_options.certfile = %3$s
    ssl_options.keyfile = %4$s
    ssl_options.verify = verify_none
    management.ssl.ip = 127.0.0.1
    management.ssl.port = %2$d
    management.ssl.cacertfile = %3$s
    management.ssl.certfile = %3$s
    management.ssl.keyfile = %4$s
    """
        .formatted(given.amqps(), given.https(), copied.certificate(), copied.key());
  }

  private RabbitMqFiles node() {
    return new RabbitMqFiles(files, ports);
  }

  /** Ours, as a process we know; the broker would start one that nobody owns. */
  private void startEpmd(RabbitMqInstallation installation, RabbitMqFiles node) {
    if (epmd.running()) {
      return;
    }
    Ports.requireFree("rabbitmq's port mapper", ports.epmd());
    Path log = files.directory().resolve("epmd.log");
    epmd.start(
        new Launch(
            List.of(installation.epmd().toString()), node.environment(), files.directory(), log));
    byte[] names = {0, 1, 'n'};
    new Startup("rabbitmq's port mapper", epmd, log, FOR_EPMD)
        .await(() -> Ports.answers(ports.epmd(), names, 4, (byte) (ports.epmd() >> 24)));
  }
}
