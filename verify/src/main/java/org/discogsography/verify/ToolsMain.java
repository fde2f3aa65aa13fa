package org.discogsography.verify;

import java.util.logging.Level;
import java.util.logging.Logger;
import org.discogsography.resilience.config.ConfigurationException;
import org.discogsography.resilience.config.Environment;
import org.discogsography.resilience.failure.StoreException;
import org.discogsography.resilience.rabbit.RabbitUnavailableException;
import org.discogsography.verify.compare.Printable;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The program behind scripts/verify and scripts/dlq. */
@Command(name = "scripts", subcommandsRepeatable = false)
public final class ToolsMain implements Runnable {
  /** Kept, so that its level is. */
  private static final Logger DRIVER = Logger.getLogger("org.neo4j.driver");

  @Spec private CommandSpec spec = CommandSpec.create();

  public static void main(String[] arguments) {
    DRIVER.setLevel(Level.OFF);
    if (System.getProperty("logback.configurationFile") == null) {
      System.setProperty("logback.configurationFile", "verify-logback.xml");
    }
    System.exit(run(arguments));
  }

  private static int run(String... arguments) {
    CommandLine commands = commands(Environment.system());
    try {
      return commands.execute(arguments);
    } catch (StackOverflowError | OutOfMemoryError e) {
      return unexpected(commands, e);
    }
  }

  /**
   * The commands {@code verify} and {@code dlq}.
   *
   * @param environment where the settings come from
   */
  public static CommandLine commands(Environment environment) {
    CommandLine commands = new CommandLine(new ToolsMain());
    commands.addSubcommand(new VerifyCommand(environment));
    commands.addSubcommand(new DeadLetterCommand(environment));
    commands.setExecutionExceptionHandler((failure, command, parsed) -> report(failure, command));
    commands.setCaseInsensitiveEnumValuesAllowed(true);
    return commands;
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Say verify or dlq.");
  }

  static int report(Exception failure, CommandLine command) {
    return switch (failure) {
      case ConfigurationException e -> say(command, e, ExitStatus.BAD_SETTINGS);
      case UnusableDumpException e -> say(command, e, ExitStatus.BAD_SETTINGS);
      case StoreException e -> {
        command
            .getErr()
            .printf("%s cannot be read (%s): %s%n", e.store(), e.code(), e.getMessage());
        yield ExitStatus.UNREACHABLE;
      }
      case RabbitUnavailableException e -> say(command, e, ExitStatus.UNREACHABLE);
      case UnreachableException e -> say(command, e, ExitStatus.UNREACHABLE);
      default -> unexpected(command, failure);
    };
  }

  /** The stack trace is for whoever mends the tool. No logger before main has said how it logs. */
  private static int unexpected(CommandLine command, Throwable failure) {
    LoggerFactory.getLogger(ToolsMain.class).debug("Unexpected", failure);
    command
        .getErr()
        .printf(
            "%s ended without a result, by a fault of its own (%s). LOG_LEVEL=debug shows where;"
                + " please report it.%n",
            command.getCommandName(), Printable.of(failure.toString()));
    return ExitStatus.FAILED;
  }

  private static int say(CommandLine command, Exception failure, int status) {
    command.getErr().println(failure.getMessage());
    return status;
  }
}
