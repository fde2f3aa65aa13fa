package org.discogsography.resilience.operations.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import org.discogsography.resilience.policy.BreakerState;
import org.discogsography.resilience.policy.Preset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies that make no sense, from somebody who has the token. */
class HostileRequestsTest {
  private static final List<String> BODIES =
      List.of(
          "nonsense",
          "null",
          "[]",
          "17",
          "{",
          "{} {}",
          "[".repeat(30_000),
          "{\"a\":".repeat(5_000) + "1" + "}".repeat(5_000),
          "\u0000",
          "{\"max_retries\": 1.5, \"connection_type\": 7, \"simulateFailures\": \"5\", \"failTimes\": true}",
          "{\"max_retries\": 99999999999999999999, \"connection_type\": {}, \"simulateFailures\": -1,"
              + " \"failTimes\": 21}",
          "{\"initial_delay\": 1e999, \"connection_type\": [], \"simulateFailures\": 101,"
              + " \"failTimes\": null}",
          "{\"max_delay\": \"1\", \"test_query\": 1, \"simulateFailures\": 1e3, \"failTimes\": 1.0}");

  private final FakeResource postgres = new FakeResource("postgres");
  private final TestApi api = TestApi.start(TestApi.WITH_FAULTS, postgres);

  @AfterEach
  void close() {
    api.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "PUT /api/database-recovery/retry-config",
        "POST /api/database-recovery/test-connection",
        "POST /resilience/test/circuit-breaker",
        "POST /resilience/test/retry"
      })
  void areRefusedWithOneSentenceAndChangeNothing(String route) throws Exception {
    String[] parts = route.split(" ");
    for (String body : BODIES) {
      HttpResponse<String> response = api.send(parts[0], parts[1], body, TestApi.TOKEN);

      assertThat(response.statusCode()).as(body).isEqualTo(400);
      assertThat(response.body()).startsWith("{\"error\":\"");
    }
    assertThat(postgres.policy().settings()).isEqualTo(Preset.A.settings());
    assertThat(postgres.policy().state()).isEqualTo(BreakerState.CLOSED);
    assertThat(postgres.tests).hasValue(0);
  }

  @Test
  void aHugeOneIsTooLarge() throws Exception {
    String huge = "{\"strategy\": \"" + "x".repeat(1_000_000) + "\"}";

    assertThat(
            api.send("PUT", "/api/database-recovery/retry-config", huge, TestApi.TOKEN)
                .statusCode())
        .isEqualTo(413);
  }

  @Test
  void anUnknownCharacterSetIsNoBug() throws Exception {
    var request =
        api.request("/api/database-recovery/retry-config")
            .header("Authorization", "bearer " + TestApi.TOKEN)
            .header("Content-Type", "application/json; charset=nonsense")
            .PUT(BodyPublishers.ofString("{}"))
            .build();

    assertThat(api.http.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1.5", "x", "-1", "0", "61", "99999999999", "%00"})
  void aWindowThatIsNoneIsRefused(String minutes) throws Exception {
    assertThat(
            api.send(
                    "GET",
                    "/api/database-recovery/metrics?time_window_minutes=" + minutes,
                    "",
                    null)
                .statusCode())
        .isEqualTo(400);
  }
}
