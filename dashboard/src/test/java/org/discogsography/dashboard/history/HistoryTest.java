package org.discogsography.dashboard.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.discogsography.dashboard.live.Figure;
import org.junit.jupiter.api.Test;

class HistoryTest {
  private static final Instant START = Instant.parse("2026-01-01T12:00:00Z");
  private static final int DAY = 24 * 60 * 60;

  private final History history =
      new History(List.of(new Column("peak", Merge.HIGHEST), new Column("rate", Merge.MEAN)));

  @Test
  void aDayOfAllFiguresTakesLessThanEightMegabytes() {
    assertThat(new History(Figure.columns()).bytes()).isLessThan(8_000_000);
  }

  @Test
  void twoDaysTakeNoMoreThanTheDayThatIsKept() {
    History all = new History(Figure.columns());
    float[] sample = new float[Figure.columns().size()];
    for (int second = 0; second < 2 * DAY; second++) {
      all.add(START.plusSeconds(second), sample);
    }

    HistoryView view = all.view(HistoryRange.DAY, START.plusSeconds(2 * DAY - 1));

    assertThat(view.series().get("dead:discogsography.graphinator.artists")).hasSize(720);
    assertThat(view.ranges()).containsExactly("10m", "1h", "3h", "6h", "12h", "24h");
  }

  @Test
  void aSecondThatNobodySawIsAGap() {
    add(0, 1, 1);
    add(2, 3, 3);

    Float[] points =
        history.view(HistoryRange.TEN_MINUTES, START.plusSeconds(2)).series().get("rate");

    assertThat(Arrays.copyOfRange(points, 597, 600)).containsExactly(1f, null, 3f);
  }

  @Test
  void whatIsNotKnownIsAGapBesideWhatIs() {
    add(0, Float.NaN, 5);

    HistoryView view = history.view(HistoryRange.TEN_MINUTES, START);

    assertThat(view.series().get("peak")[599]).isNull();
    assertThat(view.series().get("rate")[599]).isEqualTo(5);
  }

  @Test
  void theLongerPastKeepsPeaksOfDepthsAndMeansOfRates() {
    for (int second = 0; second < 10; second++) {
      add(second, second, second);
    }

    HistoryView view = history.view(HistoryRange.ONE_HOUR, START.plusSeconds(9));

    assertThat(view.series().get("peak")[359]).isEqualTo(9);
    assertThat(view.series().get("rate")[359]).isEqualTo(4.5f);
  }

  @Test
  void offersOnlyRangesThatHaveData() {
    add(0, 1, 1);
    assertThat(history.view(HistoryRange.TEN_MINUTES, START).ranges()).containsExactly("10m");

    add(700, 1, 1);
    assertThat(history.view(HistoryRange.TEN_MINUTES, START.plusSeconds(700)).ranges())
        .containsExactly("10m", "1h");
  }

  @Test
  void offersNoRangeInWhichNothingWasKnown() {
    add(0, Float.NaN, Float.NaN);
    add(20, Float.NaN, 1);
    assertThat(history.view(HistoryRange.TEN_MINUTES, START.plusSeconds(610)).ranges())
        .containsExactly("10m");
    assertThat(history.view(HistoryRange.TEN_MINUTES, START.plusSeconds(630)).ranges())
        .containsExactly("10m", "1h");
  }

  @Test
  void whatOthersRememberFillsGapsAndNothingElse() {
    add(5, 100, 100);

    history.fill("peak", START, 0, START.plusSeconds(10), 10);

    Float[] points =
        history.view(HistoryRange.TEN_MINUTES, START.plusSeconds(9)).series().get("peak");
    assertThat(Arrays.copyOfRange(points, 590, 600))
        .containsExactly(0f, 1f, 2f, 3f, 4f, 100f, 6f, 7f, 8f, 9f);
  }

  @Test
  void whatWasOverwrittenIsNotThereAnyMore() {
    add(0, 7, 7);
    add(DAY + 10, 1, 1);

    Float[] points =
        history.view(HistoryRange.DAY, START.plusSeconds(DAY + 10)).series().get("peak");

    assertThat(Arrays.stream(points).filter(Objects::nonNull)).containsExactly(1f);
  }

  @Test
  void aCountThatBeganAnewLeavesAGap() {
    Backfill backfill = new Backfill(history);
    backfill.counts(
        "rate",
        List.of(
            new Backfill.Point(START, 100),
            new Backfill.Point(START.plusSeconds(5), 150),
            new Backfill.Point(START.plusSeconds(10), 0),
            new Backfill.Point(START.plusSeconds(15), 25)));

    Float[] points =
        history.view(HistoryRange.TEN_MINUTES, START.plusSeconds(14)).series().get("rate");
    assertThat(Arrays.copyOfRange(points, 585, 600))
        .containsExactly(10f, 10f, 10f, 10f, 10f, null, null, null, null, null, 5f, 5f, 5f, 5f, 5f);
  }

  @Test
  void aTableHasARowForEachPointAndHolesForGaps() {
    add(0, 3, Float.NaN);

    String csv = HistoryCsv.of(history.view(HistoryRange.TEN_MINUTES, START));

    assertThat(csv.lines().findFirst()).contains("time,peak,rate");
    assertThat(csv.lines().count()).isEqualTo(601);
    assertThat(csv).endsWith("2026-01-01T12:00:00Z,3.0,\n");
  }

  private void add(int second, float peak, float rate) {
    history.add(START.plusSeconds(second), new float[] {peak, rate});
  }
}
