package org.discogsography.localstack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.discogsography.localstack.place.Directories;
import org.discogsography.localstack.place.Secret;
import org.discogsography.localstack.process.LocalStackException;

/** A broker's configuration, and the environment that makes its programs use it. */
record RabbitMqFiles(ServerFiles files, RabbitMqPorts ports) {
  static final String USER = "discogsography";

  /**
   * Writes the configuration; the ports and the password in it are the current ones.
   *
   * @param listeners more lines of it
   */
  void write(String password, String listeners) {
    try {
      Directories.create(home());
      Secret.write(configuration(), configurationText(password) + listeners);
      Files.writeString(plugins(), "[rabbitmq_management,rabbitmq_prometheus].\n");
      Path cookie = home().resolve(".erlang.cookie");
      Secret.in(cookie);
      Files.setPosixFilePermissions(cookie, PosixFilePermissions.fromString("r--------"));
    } catch (IOException e) {
      throw new LocalStackException("Cannot configure RabbitMQ in " + files.directory() + ".", e);
    }
  }

  Map<String, String> environment() {
    return Map.ofEntries(
        Map.entry("HOME", home().toString()),
        Map.entry("RABBITMQ_NODENAME", "discogsography" + ports.amqp() + "@localhost"),
        Map.entry("RABBITMQ_CONFIG_FILE", configuration().toString()),
        Map.entry("RABBITMQ_CONF_ENV_FILE", file("none.env")),
        Map.entry("RABBITMQ_ADVANCED_CONFIG_FILE", file("advanced.config")),
        Map.entry("RABBITMQ_ENABLED_PLUGINS_FILE", plugins().toString()),
        Map.entry("RABBITMQ_MNESIA_BASE", file("data")),
        Map.entry("RABBITMQ_LOG_BASE", file("log")),
        Map.entry("RABBITMQ_LOGS", "-"),
        Map.entry("RABBITMQ_PID_FILE", file("beam.pid")),
        Map.entry("RABBITMQ_DIST_PORT", Integer.toString(ports.distribution())),
        Map.entry("ERL_EPMD_PORT", Integer.toString(ports.epmd())),
        Map.entry("ERL_EPMD_ADDRESS", "127.0.0.1"),
        Map.entry("ERL_CRASH_DUMP_BYTES", "0"),
        // The server's script then becomes the Erlang machine instead of waiting for it.
        Map.entry("RABBITMQ_ALLOW_INPUT", "true"),
        Map.entry(
            "RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS",
            "-noinput -kernel inet_dist_use_interface {127,0,0,1}"));
  }

  private String configurationText(String password) {
    return """
    listeners.tcp.local = 127.0.0.1:%d
    management.tcp.ip = 127.0.0.1
    management.tcp.port = %d
    prometheus.tcp.ip = 127.0.0.1
    prometheus.tcp.port = %d
    default_user = %s
    default_pass = %s
    log.console.level = info
    # Logs of quorum queues stay small on a developer's disk.
    raft.wal_max_size_bytes = 67108864
    """
        .formatted(ports.amqp(), ports.management(), ports.metrics(), USER, password);
  }

  private Path home() {
    return files.directory().resolve("home");
  }

  private Path configuration() {
    return files.directory().resolve("rabbitmq.conf");
  }

  private Path plugins() {
    return files.directory().resolve("enabled_plugins");
  }

  private String file(String name) {
    return files.directory().resolve(name).toString();
  }
}
