package org.discogsography.localstack.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A process, told apart from a later one that got the same number: by the clock tick at which it
 * started and by the machine's boot.
 */
record ProcessIdentity(long pid, String started) {
  private static final int STATE = 0;
  private static final int THREADS = 17;
  private static final int START_TICKS = 19;

  /** The identity of a live process; empty for one that has ended, also when not yet reaped. */
  static Optional<ProcessIdentity> of(long pid) {
    try {
      String[] fields = stat(pid);
      if (ended(fields)) {
        return Optional.empty();
      }
      String boot = Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip();
      return Optional.of(new ProcessIdentity(pid, fields[START_TICKS] + "@" + boot));
    } catch (IOException gone) {
      return Optional.empty();
    }
  }

  static boolean stopped(long pid) {
    try {
      return stat(pid)[STATE].equals("T");
    } catch (IOException gone) {
      return false;
    }
  }

  /** A zombie whose other threads are still ending holds its ports and files. */
  private static boolean ended(String[] fields) {
    return fields[STATE].equals("X")
        || (fields[STATE].equals("Z") && Integer.parseInt(fields[THREADS]) <= 1);
  }

  boolean alive() {
    return of(pid).filter(this::equals).isPresent();
  }

  String line() {
    return pid + " " + started;
  }

  static Optional<ProcessIdentity> parse(String line) {
    String[] parts = line.strip().split(" ", 2);
    try {
      return parts.length == 2
          ? Optional.of(new ProcessIdentity(Long.parseLong(parts[0]), parts[1]))
          : Optional.empty();
    } catch (NumberFormatException notOurs) {
      return Optional.empty();
    }
  }

  /** The fields after the command's name, which may itself hold spaces and brackets. */
  private static String[] stat(long pid) throws IOException {
    String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
    return stat.substring(stat.lastIndexOf(')') + 2).split(" ");
  }
}
