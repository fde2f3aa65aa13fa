package org.discogsography.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.discogsography.dashboard.stores.StoreFigures;
import org.discogsography.dashboard.stores.StoreSource;
import org.discogsography.dashboard.stores.StoreState;
import org.discogsography.dashboard.stores.StoreWatch;
import org.discogsography.resilience.failure.FailureKind;
import org.discogsography.resilience.failure.StoreException;
import org.discogsography.resilience.probe.Availability;
import org.junit.jupiter.api.Test;

class StoreWatchTest {
  private final FakeClock clock = new FakeClock();
  private final Source source = new Source();
  private final StoreWatch watch = new StoreWatch(source, clock);

  @Test
  void isUpOnceItAnswersAndKeepsWhatItHolds() {
    watch.poll();

    assertThat(watch.view().state()).isEqualTo(StoreState.UP);
    assertThat(watch.view().figures().counts()).containsEntry("artists", 7L);
  }

  @Test
  void isAwayAsSoonAsTheProbeSaysSoAndIsNotAskedMeanwhile() {
    watch.poll();
    source.availability = away(FailureKind.UNAVAILABLE);
    watch.poll();

    assertThat(watch.view().state()).isEqualTo(StoreState.AWAY);
    assertThat(watch.view().reason()).contains("refused");
    assertThat(watch.view().pingMillis()).isNull();
    assertThat(source.pings).isEqualTo(1);
  }

  @Test
  void isRefusedWhenWaitingDoesNotMendIt() {
    source.availability = away(FailureKind.SYSTEMIC);

    assertThat(watch.view().state()).isEqualTo(StoreState.REFUSED);
  }

  @Test
  void isStaleWhenAReadDoesNotEnd() {
    watch.poll();
    clock.pass(Duration.ofSeconds(31));

    assertThat(watch.view().state()).isEqualTo(StoreState.STALE);
    assertThat(watch.view().ageSeconds()).isEqualTo(31);
  }

  @Test
  void aReadThatFailsIsNoAnswer() {
    watch.poll();
    clock.pass(Duration.ofSeconds(20));
    source.failure = "57P03: the database system is starting up";
    watch.poll();

    assertThat(watch.view().state()).isEqualTo(StoreState.AWAY);
    assertThat(watch.view().reason()).contains("57P03");
    assertThat(watch.view().ageSeconds()).isEqualTo(20);
    assertThat(watch.view().figuresAgeSeconds()).isEqualTo(20);

    clock.pass(Duration.ofSeconds(20));
    watch.poll();
    assertThat(watch.view().state()).isEqualTo(StoreState.AWAY);
    assertThat(watch.view().ageSeconds()).isEqualTo(40);
  }

  @Test
  void whoHasNeverAnsweredHasNoAge() {
    source.failure = "57P03: the database system is starting up";
    watch.poll();

    assertThat(watch.view().state()).isEqualTo(StoreState.AWAY);
    assertThat(watch.view().ageSeconds()).isNull();
  }

  @Test
  void isNotStaleForTheTimeInWhichItWasNotAsked() {
    watch.poll();
    clock.pass(Duration.ofMinutes(10));
    source.availability = new Availability.Up(clock.instant());

    assertThat(watch.view().state()).isEqualTo(StoreState.UP);
  }

  @Test
  void readsWhatItHoldsOnlyEveryQuarterOfAMinute() {
    watch.poll();
    clock.pass(Duration.ofSeconds(14));
    watch.poll();
    assertThat(source.reads).isEqualTo(1);

    clock.pass(Duration.ofSeconds(1));
    watch.poll();
    assertThat(source.reads).isEqualTo(2);
  }

  private Availability away(FailureKind kind) {
    return new Availability.Away(
        clock.instant(),
        new StoreException("postgres", kind, "08001", "refused", new IOException("refused")));
  }

  private static final class Source implements StoreSource {
    private Availability availability = new Availability.Up(Instant.EPOCH);
    private String failure = "";
    private int pings;
    private int reads;

    @Override
    public String name() {
      return "postgres";
    }

    @Override
    public Availability availability() {
      return availability;
    }

    @Override
    public void ping() {
      pings++;
      if (!failure.isEmpty()) {
        throw new IllegalStateException(failure);
      }
    }

    @Override
    public StoreFigures figures() {
      reads++;
      return new StoreFigures(
          Map.of("artists", 7L), StoreFigures.Estimate.COUNTED, null, null, null);
    }
  }
}
