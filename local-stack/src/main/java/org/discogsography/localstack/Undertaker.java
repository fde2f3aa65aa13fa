package org.discogsography.localstack;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A shell that waits for this JVM to end, however that comes about: then it kills the processes
 * whose pid files lie below a directory, removes the containers that are named there, and deletes
 * the directory.
 */
final class Undertaker {
  /** The pipe that this JVM holds open: closed by the system when the JVM is gone. */
  private static final List<Process> WATCHING = new ArrayList<>();

  private static final String SCRIPT =
      """
      cat >/dev/null
      tree() { echo "$1"; for child in $(cat /proc/"$1"/task/*/children 2>/dev/null); do tree "$child"; done; }
      for file in "$1"/*/*pid; do
        read -r pid started <"$file" 2>/dev/null || continue
        read -r now <"/proc/$pid/stat" 2>/dev/null || continue
        set -- "$1" ${now##*) }
        [ "${21}" = "${started%@*}" ] || continue
        kill -STOP "$pid"
        kill -KILL $(tree "$pid")
      done
      for file in "$1"/*/container; do
        read -r name <"$file" 2>/dev/null && docker rm -f -v "$name"
      done
      n=0
      until rm -rf "$1" || [ $n -gt 50 ]; do n=$((n + 1)); sleep 0.2; done
      """;

  private Undertaker() {}

  static void watch(Path directory) throws IOException {
    WATCHING.add(
        new ProcessBuilder("setsid", "sh", "-c", SCRIPT, "sh", directory.toString())
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start());
  }
}
