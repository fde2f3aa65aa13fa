package org.discogsography.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Four services at work, and what they say of themselves. */
@Timeout(300)
class MetricsPageIT {
  private static final Set<String> SERVICES =
      Set.of("extractor", "graphinator", "tableinator", "dashboard");

  @TempDir Path directory;

  @Test
  void everyExportedMetricIsDocumentedAndEveryDocumentedOneIsExported() throws Exception {
    Path dumps = SampleDump.generated(3, 50).into(directory.resolve("dumps"));
    Oracle oracle = Oracle.of(dumps);
    MetricsPage page = MetricsPage.read(ServiceProcess.projectRoot().resolve("docs/metrics.md"));
    try (Platform platform = new Platform(directory)) {
      platform.startWorkers();
      platform.start("dashboard", Map.of());
      platform.startExtractor(dumps);
      platform.awaitIngested(oracle);
      awaitUp(platform.service("dashboard"));

      SoftAssertions all = new SoftAssertions();
      for (String service : SERVICES) {
        Set<String> exported = families(platform.service(service).text("/metrics"));
        all.assertThat(page.undocumented(service, exported)).as(service + ": not said").isEmpty();
        all.assertThat(page.missing(service, exported)).as(service + ": not there").isEmpty();
      }
      all.assertAll();
      assertOperationsApi(platform);
    }
  }

  private static void assertOperationsApi(Platform platform) throws Exception {
    JsonNode status =
        platform.service("dashboard").get("/api/database-recovery/status").path("resources");
    assertThat(status.propertyNames()).containsExactlyInAnyOrder("postgres", "neo4j", "rabbitmq");
    for (String service : SERVICES) {
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

  private static void awaitUp(ServiceProcess service) throws InterruptedException {
    while (!service.get("/health").path("status").asString("").equals("UP")) {
      Thread.sleep(100);
    }
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
