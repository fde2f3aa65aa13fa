package org.discogsography.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The dashboard with nobody to connect to. */
@Timeout(60)
class DashboardAloneIT {
  @TempDir Path directory;

  @Test
  void worksWithNothingToConnectTo() throws Exception {
    try (ServiceProcess dashboard =
        ServiceProcess.start("dashboard", "dashboard", Map.of(), directory)) {
      awaitAnswer(dashboard);

      assertThat(dashboard.get("/health").path("status").asString()).isEqualTo("UP");
      assertThat(dashboard.get("/resilience/health").path("healthy").asBoolean()).isTrue();
      assertThat(dashboard.get("/api/database-recovery/status").path("resources").size()).isZero();
      assertThat(dashboard.status("/")).isEqualTo(200);
      assertThat(dashboard.terminate()).isZero();
    }
  }

  @Test
  void worksWithEverythingDown() throws Exception {
    Map<String, String> nowhere =
        Map.of(
            "POSTGRES_ADDRESS", "127.0.0.1:1",
            "POSTGRES_DATABASE", "discogsography",
            "POSTGRES_USERNAME", "dashboard",
            "POSTGRES_PASSWORD", "secret",
            "NEO4J_ADDRESS", "bolt://127.0.0.1:1",
            "NEO4J_PASSWORD", "secret",
            "AMQP_CONNECTION", "amqp://127.0.0.1:1",
            "RABBITMQ_MANAGEMENT_URL", "http://127.0.0.1:1");
    try (ServiceProcess dashboard =
        ServiceProcess.start("dashboard", "dashboard", nowhere, directory)) {
      awaitAnswer(dashboard);
      while (dashboard.get("/api/database-recovery/alerts").path("alerts").size() < 3) {
        Thread.sleep(50);
      }

      JsonNode health = dashboard.get("/health");
      JsonNode status = dashboard.get("/api/database-recovery/status").path("resources");
      assertThat(health.path("status").asString()).isEqualTo("DEGRADED");
      assertThat(health.at("/components/neo4j/status").asString()).isEqualTo("DOWN");
      assertThat(status.propertyNames()).containsExactlyInAnyOrder("postgres", "neo4j", "rabbitmq");
      assertThat(status.findValuesAsString("state")).contains("disconnected");
      assertThat(dashboard.get("/resilience/health").path("healthy").asBoolean(true)).isFalse();
      assertThat(dashboard.status("/health/ready")).isEqualTo(200);
      assertThat(dashboard.status("/api/overview")).isEqualTo(200);
      assertThat(dashboard.terminate()).isZero();
    }
  }

  private static void awaitAnswer(ServiceProcess dashboard) throws InterruptedException {
    while (dashboard.status("/health/live") != 200) {
      Thread.sleep(50);
    }
  }
}
