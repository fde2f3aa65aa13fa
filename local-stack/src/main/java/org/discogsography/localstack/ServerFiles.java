package org.discogsography.localstack;

import java.nio.file.Path;
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
