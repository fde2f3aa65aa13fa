package org.discogsography.localstack;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.discogsography.localstack.container.Container;
import org.discogsography.localstack.place.Directories;
import org.discogsography.localstack.place.Secret;
import org.discogsography.localstack.process.ManagedProcess;

/** What every server's directory holds: pid, log, password, data. */
record ServerFiles(String name, Path directory) {
  ServerFiles {
    directory = directory.toAbsolutePath().normalize();
  }

  Path create() {
    return Directories.create(directory);
  }

  ManagedProcess process() {
    return new ManagedProcess(name, directory.resolve("pid"));
  }

  /**
   * The container that the server runs as, if it does: one that was started as a container stays
   * one, and LOCAL_STACK=docker asks for it where nothing has been started yet.
   */
  Optional<Container> container() {
    boolean fresh = !Files.exists(passwordFile());
    boolean asked = "docker".equals(System.getenv("LOCAL_STACK"));
    boolean wanted = Container.isIn(directory) || (fresh && asked);
    return wanted ? Optional.of(new Container(name, directory)) : Optional.empty();
  }

  Path log() {
    return directory.resolve(name + ".log");
  }

  Path data() {
    return directory.resolve("data");
  }

  Path passwordFile() {
    return directory.resolve("password");
  }

  String password() {
    create();
    return Secret.in(passwordFile());
  }
}
