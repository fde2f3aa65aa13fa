package org.discogsography.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Four services at work, what they say of themselves, and what Prometheus makes of it. */
@Timeout(300)
class MetricsPageIT {
  private static final Map<String, Integer> SERVICES =
      Map.of("extractor", 8000, "graphinator", 8001, "tableinator", 8002, "dashboard", 8003);
  private static final Duration LIMIT = Duration.ofSeconds(150);

  @TempDir private static Path directory;

  private static Platform platform;
  private static Prometheus prometheus;

  @BeforeAll
  @Timeout(600)
  static void ingestUnderTheEyesOfPrometheus() throws Exception {
    DumpSeries dumps = new DumpSeries(Files.createDirectories(directory.resolve("dumps")));
    platform = new Platform(directory);
    platform.startWorkers();
    platform.start("dashboard", Map.of());
    platform.start(
        "extractor",
        Map.of(
            "DISCOGS_ROOT", dumps.current().toString(),
            "STATE_DIR", directory.resolve("state").toString(),
            "EXTRACTOR_CHECK_INTERVAL", "0.5"));
    prometheus =
        Prometheus.start(Files.createDirectories(directory.resolve("prometheus")), addresses());
    Deadline.await(LIMIT, () -> "all targets are up: " + targets(), () -> allUp(targets()));
    // Only now, because a rate is made of a figure before and one after.
    DumpSeries.Dump dump = dumps.prepare(1);
    dumps.show(dump);
    platform.awaitIngested(dump.oracle());
    ServiceProcess dashboard = platform.service("dashboard");
    Deadline.await(
        LIMIT,
        () -> "the dashboard is UP: " + dashboard.health(),
        () -> dashboard.health().path("status").asString("").equals("UP"));
  }

  @AfterAll
  static void close() {
    if (prometheus != null) {
      prometheus.close();
    }
    if (platform != null) {
      platform.close();
    }
  }

  @Test
  void everyExportedMetricIsDocumentedAndEveryDocumentedOneIsExported() throws Exception {
    MetricsPage page = MetricsPage.read(ServiceProcess.projectRoot().resolve("docs/metrics.md"));
    SoftAssertions all = new SoftAssertions();
    for (String service : SERVICES.keySet()) {
      Set<String> exported = families(platform.service(service).text("/metrics"));
      all.assertThat(page.undocumented(service, exported)).as(service + ": not said").isEmpty();
      all.assertThat(page.missing(service, exported)).as(service + ": not there").isEmpty();
    }
    all.assertAll();
  }

  @Test
  void everyServiceHasTheOperationsApi() throws Exception {
    JsonNode status =
        platform.service("dashboard").get("/api/database-recovery/status").path("resources");
    assertThat(status.propertyNames()).containsExactlyInAnyOrder("postgres", "neo4j", "rabbitmq");
    for (String service : SERVICES.keySet()) {
      JsonNode body =
          platform.service(service).get("/api/database-recovery/status").path("resources");
      assertThat(body.findValuesAsString("state")).as(service).contains("connected");
      assertThat(
              platform
                  .service(service)
                  .get("/api/database-resilience")
                  .at("/resilience/status")
                  .asString())
          .as(service)
          .isIn("healthy", "degraded");
      assertThat(platform.service(service).get("/health").findValues("circuit_breaker"))
          .as(service + ": breakers in health")
          .hasSize(body.size());
    }
  }

  @Test
  void everyRuleWorksInPrometheusAndEveryPanelHasFigures() throws Exception {
    Path dashboard =
        ServiceProcess.projectRoot().resolve("deploy/grafana/dashboards/discogsography.json");
    Set<String> queries =
        new TreeSet<>(
            JsonMapper.shared()
                .readTree(Files.readAllBytes(dashboard))
                .path("panels")
                .findValuesAsString("expr"));
    assertThat(queries).hasSizeGreaterThan(30);
    Set<String> empty = new TreeSet<>(queries);
    Deadline.await(
        LIMIT,
        () -> "figures for " + empty,
        () -> {
          for (String query : Set.copyOf(empty)) {
            if (!prometheus.query(query).isEmpty()) {
              empty.remove(query);
            }
          }
          return empty.isEmpty();
        });

    Map<String, String> unhealthy = new TreeMap<>();
    int rules = 0;
    for (JsonNode group : prometheus.get("rules").path("groups")) {
      for (JsonNode rule : group.path("rules")) {
        rules++;
        if (!rule.path("health").asString("").equals("ok")) {
          unhealthy.put(rule.path("name").asString(""), rule.path("lastError").asString(""));
        }
      }
    }
    assertThat(rules).isGreaterThan(25);
    assertThat(unhealthy).isEmpty();
    assertThat(targets()).hasSize(SERVICES.size() + 2);
  }

  private static Map<String, String> addresses() {
    Map<String, String> addresses = new TreeMap<>();
    SERVICES.forEach((service, port) ->
        addresses.put(
            service + ":" + port, platform.service(service).address().replace("http://", "")));
    addresses.put("rabbitmq:15692", platform.rabbitmq.metricsAddress());
    return addresses;
  }

  private static JsonNode targets() {
    return prometheus.get("targets").path("activeTargets");
  }

  private static boolean allUp(JsonNode targets) {
    return !targets.isEmpty()
        && targets.valueStream().allMatch(each -> each.path("health").asString("").equals("up"));
  }

  private static Set<String> families(String scrape) {
    Set<String> families = new TreeSet<>();
    scrape
        .lines()
        .filter(line -> line.startsWith("# TYPE "))
        .forEach(line -> families.add(line.split(" ")[2]));
    return families;
  }
}
