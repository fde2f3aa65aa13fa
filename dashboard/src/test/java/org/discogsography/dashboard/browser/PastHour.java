package org.discogsography.dashboard.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.concurrent.locks.LockSupport;
import org.discogsography.dashboard.FakePlatform;
import org.discogsography.dashboard.history.History;

/** What a dashboard knows that has been running for an hour. */
final class PastHour {
  private PastHour() {}

  static void of(FakePlatform platform) {
    Instant now = Instant.now();
    History history = platform.ticker().history();
    Instant begun = now.minusSeconds(3_600);
    awaitTheBrokersMemory(history, now);
    for (String name :
        new String[] {
          "extractor/rabbitmq", "graphinator/rabbitmq", "graphinator/neo4j", "tableinator/rabbitmq"
        }) {
      history.fill("breaker:" + name, begun, 0, now, 0);
    }
    Instant down = now.minusSeconds(380);
    Instant back = now.minusSeconds(290);
    history.fill("breaker:tableinator/postgres", begun, 0, down, 0);
    history.fill("breaker:tableinator/postgres", down, 2, back.minusSeconds(12), 2);
    history.fill("breaker:tableinator/postgres", back.minusSeconds(12), 1, back, 1);
    history.fill("breaker:tableinator/postgres", back, 0, now.minusSeconds(75), 0);
    platform.ticker().outages().away("postgres", down, "it does not answer");
    platform.ticker().outages().back("postgres", back);
    for (int age = 3_600; age > 0; age -= 20) {
      Instant from = now.minusSeconds(age);
      Instant to = now.minusSeconds(age - 20L);
      boolean out = age <= 380 && age > 290;
      double wave = Math.sin(age / 70.0);
      history.fill("p50:graphinator", from, 180 + 30 * wave, to, 180 + 30 * wave);
      history.fill("p95:graphinator", from, 420 + 60 * wave, to, 420 + 60 * wave);
      if (!out) {
        history.fill("p50:tableinator", from, 45 + 9 * wave, to, 45 + 9 * wave);
        history.fill("p95:tableinator", from, 110 + 25 * wave, to, 110 + 25 * wave);
        history.fill("pool:tableinator/postgres", from, 30 + 10 * wave, to, 30 + 10 * wave);
      }
    }
  }

  /** What the broker remembers is never put over what is there. */
  private static void awaitTheBrokersMemory(History history, Instant now) {
    Instant deadline = Instant.now().plusSeconds(15);
    String column = "in:discogsography.tableinator.releases";
    while (Float.isNaN(history.at(column, now.minusSeconds(100), now))) {
      assertThat(Instant.now()).as("the broker's memory is taken over").isBefore(deadline);
      LockSupport.parkNanos(10_000_000);
    }
  }
}
