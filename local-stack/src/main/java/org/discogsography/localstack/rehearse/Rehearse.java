package org.discogsography.localstack.rehearse;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.discogsography.localstack.process.LocalStackException;
import org.discogsography.localstack.stack.Stack;
import org.discogsography.localstack.stack.StackSettings;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Takes a server away for a while and tells how the platform took it. */
@Command(
    name = "rehearse",
    description = "Rehearses an outage of one server.",
    exitCodeOnExecutionException = Rehearse.NOT_DONE)
public final class Rehearse implements Callable<Integer> {
  static final int NOT_DONE = 3;

  private static final Duration PAUSE = Duration.ofMillis(500);
  private static final Duration LONGEST = Duration.ofMinutes(45);

  /** Every worker, and the server that it cannot work without besides RabbitMQ. */
  private static final Map<String, String> WORKERS =
      Map.of("graphinator", "neo4j", "tableinator", "postgres");

  enum Target {
    postgres,
    neo4j,
    rabbitmq
  }

  @Parameters(paramLabel = "SERVER", description = "${COMPLETION-CANDIDATES}")
  private Target target = Target.postgres;

  @Option(names = "--down", converter = Seconds.class, description = "How long it is away.")
  private Duration down = Duration.ofSeconds(60);

  @Option(
      names = "--baseline",
      converter = Seconds.class,
      description = "How long everything is watched before.")
  private Duration baseline = Duration.ofSeconds(15);

  @Option(names = "--how", converter = HowConverter.class, description = "stop, kill or pause.")
  private How how = How.STOP;

  @Option(names = "--feed", description = "Keeps a generated ingestion running throughout.")
  private boolean feed;

  @Option(names = "--docker", description = "The services of docker-compose.yml.")
  private boolean docker;

  @Option(names = "--dashboard", paramLabel = "URL", description = "With --docker: its address.")
  private String dashboard = "http://127.0.0.1:8003";

  @Option(
      names = "--criteria",
      arity = "1..*",
      paramLabel = "NAME=VALUE",
      converter = {CriterionName.class, Seconds.OfCriterion.class},
      description = "detect, recover, drain, dead-letters, lost, other-rate.")
  private Map<String, Double> criteria = new HashMap<>();

  private final Screen screen = new Screen(System.out);

  @Override
  public Integer call() {
    Stack stack = new Stack(StackSettings.from(System.getenv()));
    if (docker && feed) {
      throw new LocalStackException(
          "--feed and --docker do not go together: a sample inside a volume is not replaced.");
    }
    ServerSwitch server = server(stack);
    server.requireRunning();
    DashboardApi api = api(stack, server);
    try (Feed flow = feed ? new Feed(stack, api, unconcerned()) : null) {
      JsonNode report = rehearse(api, server, flow);
      screen.verdict(report);
      String id = report.path("id").asString("");
      System.out.println("Report: " + place(stack, api, id));
      return report.path("verdict").asString("").equals("PASS") ? 0 : 1;
    }
  }

  private ServerSwitch server(Stack stack) {
    Path project = stack.settings().project().root();
    return docker ? new DockerSwitch(project, target) : new StackSwitch(stack, target.name());
  }

  private DashboardApi api(Stack stack, ServerSwitch server) {
    if (server instanceof DockerSwitch container) {
      String set = System.getenv().getOrDefault("RESILIENCE_ADMIN_TOKEN", "");
      return new DashboardApi(dashboard, set.isEmpty() ? container.token() : set);
    }
    return new DashboardApi(
        stack.service("dashboard").location(), stack.settings().operationsToken().read());
  }

  /** Those that can work meanwhile; all of them where nobody can. */
  private List<String> unconcerned() {
    List<String> others =
        WORKERS.keySet().stream()
            .filter(name -> target != Target.rabbitmq)
            .filter(name -> !target.name().equals(WORKERS.get(name)))
            .toList();
    return others.isEmpty() ? List.copyOf(WORKERS.keySet()) : others;
  }

  private JsonNode rehearse(DashboardApi api, ServerSwitch server, @Nullable Feed flow) {
    String id = api.start(request());
    screen.say("Rehearsal " + id);
    Thread rescue = new Thread(() -> rescue(api, server, id), "rescue");
    Runtime.getRuntime().addShutdownHook(rescue);
    try {
      if (flow != null) {
        screen.say("Generating records to feed");
        flow.begin();
      }
      watch(api, id, baseline, report -> false);
      screen.say(target + ": " + how.text());
      server.takeAway(how);
      mark(api, id, "stopped");
      watch(api, id, down, Rehearse::ended);
      screen.say(target + ": given back");
      server.giveBack(how);
      mark(api, id, "started");
      watch(api, id, LONGEST, Rehearse::committed);
      if (flow != null) {
        flow.end();
        tell(flow);
      }
      return watch(api, id, LONGEST, Rehearse::ended)
          .filter(Rehearse::ended)
          .orElseThrow(() ->
              new LocalStackException("The dashboard has not come to a verdict on " + id + "."));
    } finally {
      rescue(api, server, id);
      forget(rescue);
    }
  }

  private static void forget(Thread rescue) {
    try {
      Runtime.getRuntime().removeShutdownHook(rescue);
    } catch (IllegalStateException e) {
      // It is just running, because somebody has ended this program.
    }
  }

  /** Whatever happened: nothing stays stopped, and nothing is watched for nothing. */
  private void rescue(DashboardApi api, ServerSwitch server, String id) {
    server.giveBackForGood(how);
    try {
      if (!api.report(id).map(Rehearse::ended).orElse(true)) {
        boolean ignored = api.mark(id, "abort");
      }
    } catch (LocalStackException e) {
      // Where the dashboard has forgotten it, nothing is watched; whoever waited for it was told.
    }
  }

  private void mark(DashboardApi api, String id, String what) {
    if (!api.mark(id, what)) {
      screen.say("The dashboard did not hear that " + target + " is " + what + ".");
    }
  }

  private void tell(Feed flow) {
    if (!flow.problem().isEmpty()) {
      screen.say("The feed ended before its time: " + flow.problem());
    }
  }

  private Map<String, Object> request() {
    Map<String, Object> request = new LinkedHashMap<>();
    request.put("target", target.name());
    request.put("how", how.text());
    request.put("downSeconds", down.toSeconds());
    request.put("criteria", criteria);
    return request;
  }

  private Optional<JsonNode> watch(
      DashboardApi api, String id, Duration limit, Predicate<JsonNode> until) {
    long end = System.nanoTime() + limit.toNanos();
    Optional<JsonNode> report = api.report(id);
    while (System.nanoTime() < end) {
      report.ifPresent(screen::show);
      if (report.filter(until).isPresent()) {
        break;
      }
      if (Thread.currentThread().isInterrupted()) {
        throw new LocalStackException("Interrupted while watching.");
      }
      LockSupport.parkNanos(Math.min(PAUSE.toNanos(), Math.max(1, end - System.nanoTime())));
      report = api.report(id);
    }
    return report;
  }

  private static boolean ended(JsonNode report) {
    return report.path("endedAt").isString();
  }

  private static boolean committed(JsonNode report) {
    return ended(report)
        || List.of("Drained", "Verdict").contains(report.path("phase").asString(""));
  }

  private String place(Stack stack, DashboardApi api, String id) {
    Path file = stack.settings().rehearsals().resolve(id + ".md");
    return !docker && Files.exists(file) ? file.toString() : api.markdownAddress(id);
  }
}
