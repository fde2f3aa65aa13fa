package org.discogsography.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.discogsography.endtoend.TestBroker.Message;
import org.discogsography.messages.EntityType;
import tools.jackson.databind.JsonNode;

/** What tests with bad messages leave behind, and what they must not do to breakers. */
final class Aftermath {
  private static final Duration LIMIT = Duration.ofSeconds(240);

  private Aftermath() {}

  /** Deletes what this test added beside the dump. */
  static void publishAndAwaitNothingBeside(FaultPlatform faults, List<Message> deletes)
      throws Exception {
    faults.broker.publish(deletes);
    Deadline.await(
        LIMIT,
        () -> "what this test added is gone",
        () -> {
          long beside = 0;
          for (EntityType type : EntityType.values()) {
            beside += faults.platform.tables().countFrom(type, Messages.FIRST_ID);
            beside += faults.platform.graph().countFrom(type, Messages.FIRST_ID);
          }
          return beside == 0;
        });
  }

  static void assertBreakersClosed(FaultPlatform faults) throws Exception {
    for (String service : List.of("graphinator", "tableinator")) {
      JsonNode resources = faults.service(service).get("/resilience/metrics").path("resources");
      assertThat(resources).as("resources of %s", service).isNotEmpty();
      for (JsonNode resource : resources) {
        assertThat(resource.at("/circuit_breaker/state").asString(""))
            .as("breaker of %s: %s", service, resource)
            .isEqualTo("closed");
      }
    }
  }
}
