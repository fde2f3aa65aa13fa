package org.discogsography.endtoend;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.HashMap;
import java.util.Map;
import org.discogsography.resilience.config.Environment;
import org.discogsography.verify.ToolsMain;
import picocli.CommandLine;

/** Runs scripts/verify and scripts/dlq in this JVM, on the servers of the tests. */
final class Tool {
  private final Map<String, String> environment;

  Tool(Platform platform, Map<String, String> more) {
    this.environment = new HashMap<>(platform.connections());
    this.environment.putAll(more);
  }

  /** What a run of a tool left. */
  record Run(int status, String output) {}

  Run run(String... arguments) {
    StringWriter output = new StringWriter();
    CommandLine commands = ToolsMain.commands(Environment.of(environment));
    commands.setOut(new PrintWriter(output, true));
    commands.setErr(new PrintWriter(output, true));
    return new Run(commands.execute(arguments), output.toString());
  }
}
