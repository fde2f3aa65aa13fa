package org.discogsography.extractor.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.discogsography.resilience.policy.Backoff;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckScheduleTest {
  private static final Duration PERIOD = Duration.ofDays(15);
  private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");

  private final SettableClock clock = new SettableClock(START);
  private final CheckSchedule schedule = schedule(QuietTime.inMemory());

  @TempDir private Path directory;

  @Test
  void isDueAtOnceAndThenPeriodically() {
    assertThat(schedule.isDue()).isTrue();
    schedule.succeeded();
    assertThat(schedule.isDue()).isFalse();
    clock.advance(PERIOD.minusSeconds(1));
    assertThat(schedule.isDue()).isFalse();
    assertThat(schedule.untilDue()).isEqualTo(Duration.ofSeconds(1));
    clock.advance(Duration.ofSeconds(1));
    assertThat(schedule.isDue()).isTrue();
    clock.advance(Duration.ofSeconds(1));
    assertThat(schedule.untilDue()).isZero();
  }

  @Test
  void isDueSoonerAfterAFailureWithGrowingDelays() {
    for (int minutes : new int[] {1, 2, 3, 3}) {
      schedule.failed(Duration.ZERO);
      assertThat(schedule.untilDue()).isEqualTo(Duration.ofMinutes(minutes));
    }
    assertThat(schedule.failures()).isEqualTo(4);
    schedule.succeeded();
    assertThat(schedule.failures()).isZero();
    schedule.failed(Duration.ZERO);
    assertThat(schedule.untilDue()).isEqualTo(Duration.ofMinutes(1));
  }

  @Test
  void waitsAsLongAsItIsAskedToAndAtMostADay() {
    schedule.failed(Duration.ofHours(1));
    assertThat(schedule.untilDue()).isEqualTo(Duration.ofHours(1));
    clock.advance(Duration.ofHours(1));
    schedule.failed(Duration.ofSeconds(1));
    assertThat(schedule.untilDue()).isEqualTo(Duration.ofMinutes(2));
    schedule.failed(Duration.ofDays(900));
    assertThat(schedule.untilDue()).isEqualTo(Duration.ofDays(1));
  }

  @Test
  void isDueWhenSomebodyDoesNotWantToWait() {
    schedule.succeeded();
    schedule.now();
    assertThat(schedule.isDue()).isTrue();
  }

  @Test
  void leavesTheSiteAloneThoughSomebodyDoesNotWantToWaitOrAFileIsBad() {
    schedule.failed(Duration.ofHours(1));
    clock.advance(Duration.ofMinutes(10));
    schedule.now();
    assertThat(schedule.untilDue()).isEqualTo(Duration.ofMinutes(50));
    schedule.failed(Duration.ZERO);
    assertThat(schedule.untilDue()).isEqualTo(Duration.ofMinutes(50));
    clock.advance(Duration.ofMinutes(50));
    assertThat(schedule.isDue()).isTrue();
  }

  @Test
  void leavesTheSiteAloneAfterARestartAndBelievesNoFileThatSaysMoreThanADay() throws Exception {
    schedule(quiet()).failed(Duration.ofHours(1));
    CheckSchedule restarted = schedule(quiet());
    assertThat(restarted.isDue()).isFalse();
    clock.advance(Duration.ofHours(1).plusSeconds(1));
    assertThat(restarted.isDue()).isTrue();

    Files.writeString(directory.resolve("quiet"), "99999999999");
    assertThat(schedule(quiet()).untilDue()).isEqualTo(CheckSchedule.LONGEST);
    Files.writeString(directory.resolve("quiet"), "soon");
    assertThat(schedule(quiet()).isDue()).isTrue();
  }

  private QuietTime quiet() {
    return QuietTime.in(directory.resolve("quiet"), clock.instant().plus(CheckSchedule.LONGEST));
  }

  private CheckSchedule schedule(QuietTime quiet) {
    return new CheckSchedule(
        clock,
        PERIOD,
        new Backoff.Exponential(Duration.ofMinutes(1), 2, Duration.ofMinutes(3)),
        quiet);
  }
}
