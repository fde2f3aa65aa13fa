package org.discogsography.dashboard.browser;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.discogsography.dashboard.FakePlatform;
import org.discogsography.dashboard.stores.PostgresSource;
import org.discogsography.localstack.PostgresServer;
import org.discogsography.localstack.TestServers;
import org.discogsography.resilience.config.Environment;
import org.discogsography.resilience.postgres.PostgresSettings;
import org.discogsography.resilience.postgres.PostgresSettings.Purpose;
import org.discogsography.resilience.postgres.ResilientPostgresPool;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A real database goes away and comes back, before somebody's eyes. */
@Timeout(90)
class RealOutageFaultIT {
  private static final Duration SEEN_WITHIN = Duration.ofSeconds(2);

  private final PostgresServer server = TestServers.postgres();
  private ResilientPostgresPool pool;
  private FakePlatform platform;
  private Browser browser;

  @BeforeEach
  void start() throws Exception {
    pool = ResilientPostgresPool.open(settings(), new SimpleMeterRegistry());
    platform = FakePlatform.with(new PostgresSource(pool));
    platform.extractor.answers(200, Answers.extractor());
    platform.graphinator.answers(200, Answers.worker("graphinator", "neo4j"));
    platform.tableinator.answers(200, Answers.worker("tableinator", "postgres"));
    platform.broker.serves(Answers::broker);
    platform.asksAsByDefault().watch(0);
    browser = Browser.start();
  }

  @AfterEach
  void stop() throws Exception {
    browser.close();
    platform.close();
    pool.close();
    if (!server.answers()) {
      server.start();
    }
  }

  @Test
  void isSeenWithinTwoSecondsAndSoIsItsEnd() throws Exception {
    browser.open(platform.page(), Browser.WIDE, "light");
    browser.awaitText("[data-area=postgres] .badge", "UP");
    browser.awaitText("[data-area=postgres]", "connections");

    // Before, because it answers nobody any more long before its process has ended.
    Instant stopped = Instant.now();
    server.stop();
    browser.awaitText("[data-area=postgres] .badge", "DOWN");
    Duration seen = Duration.between(stopped, Instant.now());
    browser.awaitText("#journal", "outage began");

    server.start();
    Instant started = Instant.now();
    browser.awaitText("[data-area=postgres] .badge", "UP");
    Duration seenAgain = Duration.between(started, Instant.now());
    browser.awaitText("#journal", "outage ended");

    System.out.printf(
        "dashboard: outage seen after %d ms, its end after %d ms%n",
        seen.toMillis(), seenAgain.toMillis());
    assertThat(seen).isLessThan(SEEN_WITHIN);
    // The browser's own look every 50 ms and a dashboard that asks each second are in it.
    assertThat(seenAgain).isLessThan(SEEN_WITHIN.multipliedBy(2));
  }

  private PostgresSettings settings() {
    return PostgresSettings.from(
        Environment.of(
            Map.of(
                "POSTGRES_ADDRESS", "127.0.0.1:" + server.port(),
                "POSTGRES_DATABASE", server.database(),
                "POSTGRES_USERNAME", server.username(),
                "POSTGRES_PASSWORD", server.password())),
        "dashboard",
        Purpose.READ);
  }
}
