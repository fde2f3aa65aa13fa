package org.discogsography.verify;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.discogsography.messages.EntityType;
import org.discogsography.messages.PlatformTopology;
import org.discogsography.messages.SinkName;
import org.discogsography.messages.deadletter.DeadLetterOffice;
import org.discogsography.messages.deadletter.DeadLetterOffice.Outcome;
import org.discogsography.messages.deadletter.Letter;
import org.discogsography.messages.deadletter.Selection;
import org.discogsography.resilience.config.Environment;
import org.discogsography.resilience.rabbit.DeadLetterBrowser;
import org.discogsography.resilience.rabbit.RabbitSettings;
import org.discogsography.verify.compare.Printable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Dead letters. */
@Command(
    name = "dlq",
    mixinStandardHelpOptions = true,
    usageHelpWidth = 100,
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:done",
      "2:wrong options or settings",
      "3:RabbitMQ cannot be reached, or refuses",
      "4:a fault of the tool itself"
    },
    description = {
      "Messages that a worker or the broker set aside, in the queues NAME.dlq. A letter that is there",
      "several times is shown and replayed once."
    })
final class DeadLetterCommand implements Runnable {
  private final Environment environment;

  @Spec private CommandSpec spec = CommandSpec.create();

  DeadLetterCommand(Environment environment) {
    this.environment = environment;
  }

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "Say what to do: list, show, replay or discard.");
  }

  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      description = "Counts letters by queue and reason; they stay where they are.")
  int list(@Mixin Filter filter) {
    try (DeadLetterBrowser browser = browser()) {
      Map<String, Long> counts = new TreeMap<>();
      Outcome outcome =
          new DeadLetterOffice(browser)
              .browse(
                  selection(filter),
                  letter ->
                      counts.merge(
                          "%-36s %s".formatted(letter.queue(), letter.reason()), 1L, Long::sum));
      counts.forEach((what, count) -> out().printf("%,9d  %s%n", count, what));
      out().printf("%,9d  altogether, in %,d messages%n", outcome.letters(), outcome.messages());
      warn(outcome, filter);
    }
    return ExitStatus.EQUAL;
  }

  @Command(
      name = "show",
      mixinStandardHelpOptions = true,
      description = "Shows each letter, why it is there, and its JSON; they stay where they are.")
  int show(@Mixin Filter filter) {
    try (DeadLetterBrowser browser = browser()) {
      warn(new DeadLetterOffice(browser).browse(selection(filter), this::print), filter);
    }
    return ExitStatus.EQUAL;
  }

  @Command(
      name = "replay",
      mixinStandardHelpOptions = true,
      description = {
        "Puts letters back into the queue they came from, and removes each when the broker has it",
        "there. What became newer or was deleted since stays as it is: the version decides."
      })
  int replay(
      @Mixin Filter filter,
      @Option(names = "--dry-run", description = "Only say what would be done.") boolean dryRun)
      throws InterruptedException {
    try (DeadLetterBrowser browser = browser()) {
      DeadLetterOffice office = new DeadLetterOffice(browser);
      if (dryRun) {
        return would("replay", office, filter);
      }
      try (BrokerOutbox outbox = BrokerOutbox.open(rabbit(), sinks(), "dlq")) {
        Outcome outcome = office.replay(selection(filter), outbox::send);
        out()
            .printf(
                "Replayed %,d letters (%,d messages).%n", outcome.letters(), outcome.messages());
        warn(outcome, filter);
      }
    }
    return ExitStatus.EQUAL;
  }

  @Command(
      name = "discard",
      mixinStandardHelpOptions = true,
      description = "Removes letters for good, after asking.")
  int discard(
      @Mixin Filter filter,
      @Option(names = "--dry-run", description = "Only say what would be done.") boolean dryRun,
      @Option(names = "--yes", description = "Do not ask.") boolean yes) {
    try (DeadLetterBrowser browser = browser()) {
      DeadLetterOffice office = new DeadLetterOffice(browser);
      if (dryRun) {
        return would("discard", office, filter);
      }
      Outcome outcome =
          office.discard(selection(filter), this::printKey, messages -> yes || agreed(messages));
      out()
          .printf("Discarded %,d letters (%,d messages).%n", outcome.letters(), outcome.messages());
      warn(outcome, filter);
    }
    return ExitStatus.EQUAL;
  }

  private int would(String verb, DeadLetterOffice office, Filter filter) {
    Outcome outcome = office.browse(selection(filter), this::printKey);
    out().printf("Would %s %,d letters.%n", verb, outcome.letters());
    warn(outcome, filter);
    return ExitStatus.EQUAL;
  }

  private void warn(Outcome outcome, Filter filter) {
    if (outcome.more()) {
      spec.commandLine()
          .getErr()
          .printf(
              "Not all letters were looked at, only the first %,d of a queue: replay or discard"
                  + " those first, or say --most with a greater number.%n",
              filter.most);
    }
  }

  private void printKey(Letter letter) {
    out().println(Printable.of(letter.key().toString()));
  }

  /** Which letters. */
  static final class Filter {
    @Option(
        names = "--queue",
        paramLabel = "QUEUE",
        description = "Only of this queue; tableinator.releases will do.")
    private String queue = "";

    @Option(names = "--reason", paramLabel = "REASON", description = "Only with this reason.")
    private String reason = "";

    @Option(
        names = "--most",
        defaultValue = "100000",
        paramLabel = "N",
        description = "Look at no more in each queue (default: ${DEFAULT-VALUE}).")
    private int most;
  }

  private Selection selection(Filter filter) {
    List<String> queues = new ArrayList<>();
    for (SinkName sink : sinks()) {
      for (EntityType type : EntityType.values()) {
        queues.add(PlatformTopology.queue(sink, type));
      }
    }
    List<String> known = List.copyOf(queues);
    if (!filter.queue.isEmpty()) {
      queues.removeIf(name -> !name.equals(filter.queue) && !name.endsWith("." + filter.queue));
    }
    if (queues.isEmpty()) {
      throw new ParameterException(
          spec.commandLine(),
          "There is no queue %s; there are: %s.".formatted(filter.queue, String.join(", ", known)));
    }
    return new Selection(queues, filter.reason, filter.most, filter.most);
  }

  private void print(Letter letter) {
    printKey(letter);
    out()
        .printf(
            "  %s %s: %s%n",
            Printable.of(letter.reason()),
            Printable.of(letter.header("x-error-code")),
            Printable.of(letter.header("x-error-message")));
    out()
        .printf(
            "  %s attempts, %s to %s%n",
            Printable.of(letter.header("x-error-attempts")),
            Printable.of(letter.header("x-error-first-at")),
            Printable.of(letter.header("x-error-last-at")));
    out()
        .println("  " + Printable.of(new String(letter.delivery().body(), StandardCharsets.UTF_8)));
  }

  /** The end of the input, where nobody is there to ask, is a no. */
  private boolean agreed(long messages) {
    out().printf("Discard these %,d messages for good? (yes) ", messages);
    out().flush();
    try {
      BufferedReader answers =
          new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset()));
      return "yes".equals(answers.readLine());
    } catch (IOException e) {
      return false;
    }
  }

  private DeadLetterBrowser browser() {
    return DeadLetterBrowser.open(rabbit(), "dlq", PlatformTopology.forTools(sinks()));
  }

  private RabbitSettings rabbit() {
    RabbitSettings settings = RabbitSettings.from(environment);
    environment.check();
    return settings;
  }

  private Set<SinkName> sinks() {
    Set<SinkName> sinks = SinkName.from(environment);
    environment.check();
    return sinks;
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }
}
