package org.discogsography.localstack.process;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** A process and everything it has started, whatever sessions and groups those moved to. */
final class ProcessTree {
  private ProcessTree() {}

  static Set<ProcessIdentity> of(ProcessIdentity root) {
    Set<ProcessIdentity> tree = new LinkedHashSet<>();
    tree.add(root);
    ProcessHandle.of(root.pid())
        .map(ProcessHandle::descendants)
        .orElse(Stream.empty())
        .map(ProcessHandle::pid)
        .flatMap(pid -> ProcessIdentity.of(pid).stream())
        .forEach(tree::add);
    return tree;
  }

  /** Freezes the root first, so that it starts nothing more, then whatever is still moving. */
  static Set<ProcessIdentity> freeze(ProcessIdentity root) throws IOException {
    Set<ProcessIdentity> frozen = new LinkedHashSet<>();
    Set<ProcessIdentity> moving = Set.of(root);
    while (!moving.isEmpty()) {
      signal(Signal.STOP, moving);
      frozen.addAll(moving);
      moving = new LinkedHashSet<>(of(root));
      moving.removeAll(frozen);
    }
    return frozen;
  }

  static void signal(Signal signal, Set<ProcessIdentity> processes) throws IOException {
    List<String> command = new ArrayList<>(List.of("sh", "-c", "kill \"$@\" 2>&-", "sh"));
    command.add("-" + signal.name());
    List<String> pids =
        processes.stream()
            .filter(ProcessIdentity::alive)
            .map(process -> Long.toString(process.pid()))
            .toList();
    if (pids.isEmpty()) {
      return;
    }
    command.addAll(pids);
    try {
      new ProcessBuilder(command)
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start()
          .waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  enum Signal {
    TERM,
    INT,
    KILL,
    STOP,
    CONT
  }
}
