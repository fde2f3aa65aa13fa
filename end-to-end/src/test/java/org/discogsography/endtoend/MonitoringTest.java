package org.discogsography.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What Prometheus and Grafana are given works, and asks for nothing that there is not. */
class MonitoringTest {
  private static final Path DEPLOY = ServiceProcess.projectRoot().resolve("deploy");
  private static final Path PROMETHEUS = DEPLOY.resolve("prometheus");

  /** What is left of a query without these are names of metrics. */
  private static final List<Pattern> NO_METRICS =
      List.of(
          Pattern.compile("\"[^\"]*\""),
          Pattern.compile("\\{[^}]*}"),
          Pattern.compile("\\[[^]]*]"),
          Pattern.compile("\\b(by|on|without|ignoring|group_left|group_right)\\s*\\([^)]*\\)"),
          Pattern.compile("\\b[a-z_]+(?=\\s*\\()"),
          Pattern.compile("\\b(and|or|unless|bool)\\b"));

  private static final Pattern NAME = Pattern.compile("[a-z_:][a-zA-Z0-9_:]*");
  private static final Pattern EXPRESSION =
      Pattern.compile("(?m)^\\s+expr: (\\|\\n((?:\\s{10,}.*\\n)+)|.*)");
  private static final Pattern RECORDED = Pattern.compile("(?m)^\\s+- record: (\\S+)");
  private static final Pattern ALERT = Pattern.compile("(?m)^\\s+- alert: (\\S+)");
  private static final Pattern FIRED = Pattern.compile("alertname: (\\w+)\\R\\s+exp_alerts:");

  @TempDir private Path directory;

  @Test
  void theConfigurationAndTheRulesAreValid() throws Exception {
    promtool("check", "config", "prometheus.yml");
    promtool("check", "rules", "recording.rules.yml", "alerts.rules.yml");
  }

  @Test
  void everyAlertComesWhenItShouldAndNotBefore() throws Exception {
    List<String> arguments = new ArrayList<>(List.of("test", "rules"));
    Set<String> fired = new TreeSet<>();
    try (Stream<Path> tests = Files.list(PROMETHEUS.resolve("tests"))) {
      for (Path test : tests.sorted().toList()) {
        arguments.add("tests/" + test.getFileName());
        fired.addAll(all(FIRED, Files.readString(test)));
      }
    }
    promtool(arguments.toArray(String[]::new));

    assertThat(fired).isEqualTo(new TreeSet<>(all(ALERT, rules("alerts.rules.yml"))));
  }

  @Test
  void everyRuleAsksForMetricsThatThereAre() throws Exception {
    List<String> queries = new ArrayList<>();
    for (String file : List.of("recording.rules.yml", "alerts.rules.yml")) {
      queries.addAll(all(EXPRESSION, rules(file)));
    }

    assertThat(queries).hasSizeGreaterThan(25);
    assertThat(unknown(queries)).isEmpty();
  }

  @Test
  void everyPanelAsksForMetricsThatThereAre() throws Exception {
    JsonNode dashboard =
        JsonMapper.shared()
            .readTree(Files.readAllBytes(DEPLOY.resolve("grafana/dashboards/discogsography.json")));
    List<String> queries = dashboard.findValuesAsString("expr");

    assertThat(queries).hasSizeGreaterThan(30);
    assertThat(unknown(queries)).isEmpty();
    assertThat(new TreeSet<>(dashboard.findValuesAsString("uid")))
        .containsExactly("discogsography", "prometheus");
    assertThat(Files.readString(DEPLOY.resolve("grafana/provisioning/datasources/prometheus.yml")))
        .contains("uid: prometheus");
  }

  @Test
  void aMetricThatThereIsNotIsNoticed() throws Exception {
    assertThat(
            unknown(
                List.of(
                    "sum by (job) (rate(worker_written_total{queue=\"none_of_it\"}[5m]))",
                    "jvm_memory_used_bytes + on (job) group_left (some) db_query_duration_seconds_max",
                    "worker_forgotten_total / 2")))
        .containsExactly("worker_forgotten_total");
  }

  private static Set<String> unknown(List<String> queries) throws IOException {
    MetricsPage page = MetricsPage.read(ServiceProcess.projectRoot().resolve("docs/metrics.md"));
    Set<String> recorded = new LinkedHashSet<>(all(RECORDED, rules("recording.rules.yml")));
    Set<String> unknown = new TreeSet<>();
    for (String query : queries) {
      String names = query;
      for (Pattern each : NO_METRICS) {
        names = each.matcher(names).replaceAll(" ");
      }
      NAME.matcher(names)
          .results()
          .map(found -> found.group())
          .filter(name -> !name.equals("up") && !recorded.contains(name) && !page.names(name))
          .forEach(unknown::add);
    }
    return unknown;
  }

  private static List<String> all(Pattern pattern, String text) {
    return pattern.matcher(text).results().map(found -> found.group(1)).toList();
  }

  private static String rules(String name) throws IOException {
    return Files.readString(PROMETHEUS.resolve(name));
  }

  private void promtool(String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of("promtool"));
    command.addAll(List.of(arguments));
    Path output = directory.resolve("promtool.out");
    Process process;
    try {
      process =
          new ProcessBuilder(command)
              .directory(PROMETHEUS.toFile())
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
    } catch (IOException e) {
      throw new AssertionError(
          "promtool is not installed: scripts/test installs it, or apt-get install prometheus.", e);
    }
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("it ends").isTrue();
    assertThat(process.exitValue()).as(() -> read(output)).isZero();
  }

  private static String read(Path output) {
    try {
      return Files.readString(output);
    } catch (IOException e) {
      return e.toString();
    }
  }
}
