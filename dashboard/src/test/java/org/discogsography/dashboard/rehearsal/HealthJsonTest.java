package org.discogsography.dashboard.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class HealthJsonTest {
  @Test
  void theWorkOfAllQueuesIsAddedUp() {
    assertThat(
            work("""
            "a":{"state":"running","consumed":5,"written":3,"unchanged":2},
            "b":{"state":"running","consumed":7,"written":7,"unchanged":0}
            """)
                .map(Work::settled))
        .contains(12L);
  }

  @Test
  void aComponentThatDidNotAnswerInTimeSaysNothingOfItsWork() {
    assertThat(work("\"reason\":\"no answer in time\"")).isEmpty();
  }

  private static Optional<Work> work(String details) {
    String health =
        "{\"status\":\"UP\",\"components\":{\"work\":{\"status\":\"UP\",\"details\":{%s}}}}"
            .formatted(details);
    return HealthJson.read(JsonMapper.shared().readTree(health), Instant.EPOCH)
        .orElseThrow()
        .work();
  }
}
