package org.discogsography.resilience.operations.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.discogsography.resilience.config.ConfigurationException;
import org.discogsography.resilience.config.Environment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AdminTokenTest {
  private static final String RESET = "/api/database-recovery/circuit-breaker/reset";

  @Test
  void mayBeInAFile(@TempDir Path directory) throws Exception {
    Path file = Files.writeString(directory.resolve("token"), TestApi.TOKEN + "\n");
    Map<String, String> variables = Map.of("RESILIENCE_ADMIN_TOKEN_FILE", file.toString());
    try (TestApi api = TestApi.start(variables, new FakeResource("postgres"))) {
      assertThat(api.send("POST", RESET, "", TestApi.TOKEN).statusCode()).isEqualTo(200);
      assertThat(api.send("POST", RESET, "", file.toString()).statusCode()).isEqualTo(401);
    }
  }

  @Test
  void isComparedWhole() throws Exception {
    try (TestApi api = TestApi.start(TestApi.WITH_TOKEN, new FakeResource("postgres"))) {
      for (String token : new String[] {"", "a", TestApi.TOKEN + "x", TestApi.TOKEN + " x"}) {
        assertThat(api.send("POST", RESET, "", token).statusCode()).as(token).isEqualTo(401);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"short", "spaces are not carried", "ünïcödé-is-not-carried"})
  void hasToFitIntoAHeader(String token) {
    Environment environment = Environment.of(Map.of("RESILIENCE_ADMIN_TOKEN", token));
    AdminToken.from(environment);

    assertThatThrownBy(environment::check)
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("RESILIENCE_ADMIN_TOKEN")
        .hasMessageNotContaining(token);
  }
}
