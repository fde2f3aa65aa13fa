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
import org.discogsography.localstack.process.LocalStackException;
import org.discogsography.localstack.stack.Stack;
import org.discogsography.localstack.stack.StackSettings;
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

  /** After which the dashboard gives up; it waits a minute longer for queues than the criterion. */
  private static final Duration MOST_RECOVERY = Duration.ofMinutes(10);

  private static final Duration DRAIN = Duration.ofMinutes(10);
  private static final Duration AFTER_DRAIN = Duration.ofMinutes(1);
  private static final Duration MOST_COUNTING = Duration.ofSeconds(30);

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
      converter = Seconds.OfBaseline.class,
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
      Drive.Course course = new Drive.Course(target.name(), how, baseline, down, longest());
      JsonNode report = new Drive(api, server, screen, course, flow).run(request());
      screen.verdict(report);
      String id = report.path("id").asString("");
      System.out.println("Report: " + api.pageAddress(id));
      System.out.println("As text: " + place(stack, api, id));
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

  private Map<String, Object> request() {
    Map<String, Object> request = new LinkedHashMap<>();
    request.put("target", target.name());
    request.put("how", how.text());
    request.put("downSeconds", down.toSeconds());
    request.put("criteria", criteria);
    return request;
  }

  /** As long as the dashboard itself goes on, and a minute for the way there. */
  Duration longest() {
    Duration drain =
        Optional.ofNullable(criteria.get("drain"))
            .map(seconds -> Duration.ofMillis(Math.round(seconds * 1000)))
            .orElse(DRAIN);
    return MOST_RECOVERY.plus(drain).plus(AFTER_DRAIN).plus(MOST_COUNTING).plusMinutes(1);
  }

  private String place(Stack stack, DashboardApi api, String id) {
    Path file = stack.settings().rehearsals().resolve(id + ".md");
    return !docker && Files.exists(file) ? file.toString() : api.markdownAddress(id);
  }
}
