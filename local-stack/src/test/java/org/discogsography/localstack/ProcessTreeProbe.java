package org.discogsography.localstack;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Which processes of the machine work in a directory, by their open files and command lines. */
final class ProcessTreeProbe {
  private ProcessTreeProbe() {}

  static List<String> commandLinesUnder(Path directory) {
    return ProcessHandle.allProcesses()
        .filter(process -> process.pid() != ProcessHandle.current().pid())
        .filter(process -> worksIn(process.pid(), directory))
        .map(process -> process.pid() + " " + text(process.pid(), "cmdline"))
        .toList();
  }

  private static boolean worksIn(long pid, Path directory) {
    try {
      return Path.of("/proc/" + pid + "/cwd").toRealPath().startsWith(directory.toRealPath())
          || text(pid, "cmdline").contains(directory.toString());
    } catch (IOException goneOrZombie) {
      return false;
    }
  }

  private static String text(long pid, String file) {
    try {
      byte[] bytes = Files.readAllBytes(Path.of("/proc/" + pid + "/" + file));
      return new String(bytes, StandardCharsets.UTF_8).replace('\0', ' ');
    } catch (IOException gone) {
      return "";
    }
  }
}
