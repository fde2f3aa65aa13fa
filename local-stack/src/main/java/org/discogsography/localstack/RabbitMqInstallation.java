package org.discogsography.localstack;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.discogsography.localstack.place.Programs;
import org.discogsography.localstack.process.LocalStackException;

/** The programs of the system's rabbitmq-server package. */
record RabbitMqInstallation(Path bin, Path epmd) {
  /** The package's own scripts: those on the PATH insist on the user rabbitmq. */
  static RabbitMqInstallation find() {
    return installed()
        .orElseThrow(() ->
            new LocalStackException(
                "RabbitMQ is not installed: install the package rabbitmq-server (on Debian and"
                    + " Ubuntu: apt-get install rabbitmq-server), then try again."));
  }

  static Optional<RabbitMqInstallation> installed() {
    Optional<Path> bin =
        Stream.of("/usr/lib/rabbitmq/bin", "/opt/rabbitmq/sbin", "/usr/local/sbin")
            .map(Path::of)
            .filter(directory -> Files.isExecutable(directory.resolve("rabbitmq-server")))
            .findFirst();
    return bin.flatMap(
        found -> Programs.find("epmd").map(epmd -> new RabbitMqInstallation(found, epmd)));
  }

  Path server() {
    return bin.resolve("rabbitmq-server");
  }

  Path ctl() {
    return bin.resolve("rabbitmqctl");
  }
}
