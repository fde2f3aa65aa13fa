package org.discogsography.localstack.commands;

import java.util.logging.Level;
import java.util.logging.Logger;
import org.discogsography.localstack.process.LocalStackException;
import org.discogsography.localstack.rehearse.Rehearse;
import org.discogsography.localstack.stack.Stack;
import org.discogsography.localstack.stack.StackSettings;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/**
 * What the scripts call. Exit status: 0 done, 1 it did not work, for which a sentence on standard
 * error says why, 2 wrong arguments.
 */
@Command(
    name = "local-stack",
    description = "PostgreSQL, Neo4j, RabbitMQ and the platform's services on this machine.",
    subcommands = {
      Up.class,
      Down.class,
      Status.class,
      Cypher.class,
      ConnectionVariables.class,
      ToolVariables.class,
      Rehearse.class,
      CommandLine.HelpCommand.class
    })
final class LocalStackMain {
  /** Kept, so that its level is: the driver speaks through the JDK's own logging. */
  private static final Logger DRIVER = Logger.getLogger("org.neo4j.driver");

  private LocalStackMain() {}

  public static void main(String[] arguments) {
    DRIVER.setLevel(Level.OFF);
    System.setProperty("logback.configurationFile", "local-stack-logback.xml");
    CommandLine commands = new CommandLine(new LocalStackMain());
    for (Action action : Action.values()) {
      commands.addSubcommand(action.command(), new Act(action));
    }
    commands.setExecutionExceptionHandler((failure, command, parsed) -> report(failure, command));
    System.exit(commands.execute(arguments));
  }

  static Stack stack() {
    return new Stack(StackSettings.from(System.getenv()));
  }

  private static int report(Exception failure, CommandLine command) throws Exception {
    if (!(failure instanceof LocalStackException)) {
      throw failure;
    }
    command.getErr().println(failure.getMessage());
    return command.getCommandSpec().exitCodeOnExecutionException();
  }
}
