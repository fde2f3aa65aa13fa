package org.discogsography.localstack.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.discogsography.localstack.place.Directories;
import org.discogsography.localstack.place.Secret;
import org.discogsography.localstack.process.LocalStackException;
import org.jspecify.annotations.Nullable;

/**
 * The token that the services' operations API asks for: RESILIENCE_ADMIN_TOKEN, or the file that
 * RESILIENCE_ADMIN_TOKEN_FILE names, where one of them is set; else a random one of the stack.
 *
 * @param file where the stack keeps its own, readable only for its owner
 */
public record OperationsToken(Path file) {
  private static final String NAME = "RESILIENCE_ADMIN_TOKEN";

  /** Gives a service the stack's own, unless it inherits another. */
  void addTo(Map<String, String> environment) {
    if (set(NAME) == null && set(NAME + "_FILE") == null) {
      Directories.create(file.resolveSibling(".").normalize());
      Secret.in(file);
      environment.put(NAME + "_FILE", file.toString());
    }
  }

  /** The token that services which were started from here have. */
  public String read() {
    String plain = set(NAME);
    if (plain != null) {
      return plain;
    }
    String named = set(NAME + "_FILE");
    Path place = named == null ? file : Path.of(named);
    try {
      return Files.readString(place).strip();
    } catch (IOException e) {
      throw new LocalStackException(
          place + " cannot be read: scripts/up makes a token, or set " + NAME + ".", e);
    }
  }

  private static @Nullable String set(String name) {
    String value = System.getenv(name);
    return value == null || value.isEmpty() ? null : value;
  }
}
