package org.discogsography.localstack.commands;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.discogsography.localstack.stack.Stack;
import picocli.CommandLine.Command;

/** For scripts/verify and scripts/dlq: the services' settings, but those that are set already. */
@Command(name = "tool-variables", hidden = true)
final class ToolVariables implements Callable<Integer> {
  @Override
  public Integer call() {
    Stack stack = LocalStackMain.stack();
    Map<String, String> set = System.getenv();
    new TreeMap<>(stack.toolEnvironment())
        .forEach((name, value) -> {
          if (!isSet(set, name)) {
            System.out.printf("export %s='%s'%n", name, value.replace("'", "'\\''"));
          }
        });
    return 0;
  }

  /** In either form. */
  private static boolean isSet(Map<String, String> set, String name) {
    String plain = name.replaceFirst("_FILE$", "");
    return !set.getOrDefault(plain, "").isEmpty()
        || !set.getOrDefault(plain + "_FILE", "").isEmpty();
  }
}
