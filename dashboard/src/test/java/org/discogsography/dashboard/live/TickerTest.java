package org.discogsography.dashboard.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.discogsography.dashboard.FakeClock;
import org.discogsography.dashboard.broker.BrokerWatch;
import org.discogsography.dashboard.broker.ManagementSettings;
import org.discogsography.dashboard.events.Journal;
import org.discogsography.dashboard.history.History;
import org.discogsography.dashboard.history.HistoryRange;
import org.discogsography.dashboard.stores.StoreFigures;
import org.discogsography.dashboard.stores.StoreSource;
import org.discogsography.dashboard.stores.StoreWatch;
import org.discogsography.dashboard.watch.BoundedHttp;
import org.discogsography.dashboard.watch.Pace;
import org.discogsography.resilience.health.ServiceHealth;
import org.discogsography.resilience.probe.Availability;
import org.discogsography.resilience.tls.TrustedCertificates;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TickerTest {
  private static final int TEN_MINUTES = 600;
  private static final Duration SECOND = Duration.ofSeconds(1);

  private final FakeClock clock = new FakeClock();
  private final Random random = new Random(7);
  private final History history = new History(Figure.columns());
  private final StoreWatch store = new StoreWatch(new Answering(), clock);
  private final BoundedHttp http = new BoundedHttp(SECOND);
  private final Ticker ticker = ticker();

  @AfterEach
  void stop() {
    http.close();
  }

  @Test
  void ticksThatTakeAFewMillisecondsLeaveNoHole() {
    clock.pass(Duration.ofMillis(998));
    tick(TEN_MINUTES + 5);

    assertThat(pings()).doesNotContainNull();
  }

  @Test
  void aPauseOfSecondsStaysAHole() {
    tick(300);
    clock.pass(Duration.ofSeconds(4));
    tick(295);

    assertThat(Arrays.stream(pings()).skip(10).filter(ping -> ping == null)).hasSize(4);
  }

  /** As the loop does it; threads are woken some milliseconds late. */
  private void tick(int times) {
    Pace pace = new Pace(SECOND, () -> Duration.between(Instant.EPOCH, clock.instant()).toNanos());
    for (int i = 0; i < times; i++) {
      store.poll();
      ticker.tick();
      clock.pass(Duration.ofMillis(3 + random.nextInt(5)));
      clock.pass(pace.pause().plusMillis(random.nextInt(4)));
    }
  }

  private Float[] pings() {
    return history
        .view(HistoryRange.TEN_MINUTES, clock.instant().minus(SECOND))
        .series()
        .get("ping:postgres");
  }

  private Ticker ticker() {
    ManagementSettings nobody =
        new ManagementSettings(
            URI.create("http://127.0.0.1:1"),
            "guest",
            "guest",
            "/",
            TrustedCertificates.OF_THE_JVM);
    Overview overview =
        new Overview(
            List.of(),
            BrokerWatch.over(http, nobody, clock),
            List.of(store),
            history,
            new ServiceHealth("dashboard"),
            clock);
    return new Ticker(overview, history, new Journal(), clock);
  }

  private static final class Answering implements StoreSource {
    @Override
    public String name() {
      return "postgres";
    }

    @Override
    public Availability availability() {
      return new Availability.Up(Instant.EPOCH);
    }

    @Override
    public void ping() {}

    @Override
    public StoreFigures figures() {
      return new StoreFigures(Map.of(), StoreFigures.Estimate.COUNTED, null, null, null);
    }
  }
}
