package org.discogsography.dashboard.history;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Every figure of the last 15 minutes by the second, and of the last 24 hours by ten seconds.
 * Bounded by construction: {@link #bytes()} is taken when it is made and never grows. A second in
 * which nobody knew a figure is a gap, and stays one. Thread-safe.
 */
public final class History {
  private static final int FINE_STEP = 1;
  private static final int FINE_SLOTS = 15 * 60;
  private static final int COARSE_STEP = 10;
  private static final int COARSE_SLOTS = 24 * 60 * 60 / COARSE_STEP;

  private final List<Column> columns;
  private final Map<String, Integer> places = new LinkedHashMap<>();
  private final SampleRing fine;
  private final SampleRing coarse;

  public History(List<Column> columns) {
    this.columns = List.copyOf(columns);
    for (Column column : columns) {
      places.put(column.name(), places.size());
    }
    this.fine = new SampleRing(this.columns, FINE_STEP, FINE_SLOTS);
    this.coarse = new SampleRing(this.columns, COARSE_STEP, COARSE_SLOTS);
  }

  public List<Column> columns() {
    return columns;
  }

  /** What it takes of the heap, now and for ever. */
  public long bytes() {
    return fine.bytes() + coarse.bytes();
  }

  /**
   * Keeps one sample.
   *
   * @param sample in the order of the columns; NaN where nothing is known
   */
  public synchronized void add(Instant at, float[] sample) {
    fine.add(at.getEpochSecond(), sample);
    coarse.add(at.getEpochSecond(), sample);
  }

  /**
   * Puts in what the broker remembers of the time before this process, between two of its samples
   * in a straight line; never over what was seen here.
   */
  public synchronized void fill(String name, Instant from, double first, Instant to, double last) {
    Integer column = places.get(name);
    if (column == null) {
      return;
    }
    long begin = from.getEpochSecond();
    long length = Math.max(1, to.getEpochSecond() - begin);
    for (SampleRing ring : List.of(coarse, fine)) {
      long reach = to.getEpochSecond() - ring.spanSeconds();
      for (long t = Math.max(begin, reach); t < begin + length; t += ring.stepSeconds()) {
        ring.fill(t, column, (float) (first + (last - first) * (t - begin) / length));
      }
    }
  }

  /** The figure in that second, or the nearest ten seconds where that is long ago; NaN for none. */
  public synchronized float at(String name, Instant when, Instant now) {
    Integer column = places.get(name);
    if (column == null) {
      return Float.NaN;
    }
    return ringFor(now.getEpochSecond() - when.getEpochSecond()).at(when.getEpochSecond(), column);
  }

  /** The part of the past that a range means, up to now. */
  public synchronized HistoryView view(HistoryRange range, Instant now) {
    int step = range.stepSeconds();
    long to = Math.floorDiv(now.getEpochSecond(), (long) step) * step;
    long from = to - range.length().toSeconds() + step;
    SampleRing ring = ringFor(range.length().toSeconds());
    Map<String, Float[]> series = new LinkedHashMap<>();
    for (int column = 0; column < columns.size(); column++) {
      series.put(columns.get(column).name(), points(ring, column, from, to, step));
    }
    return new HistoryView(range.text(), from, step, ranges(now), series);
  }

  /** The shortest range, and each one that reaches further than its predecessor's data. */
  private List<String> ranges(Instant now) {
    long oldest = coarse.oldest(now.getEpochSecond() - coarse.spanSeconds());
    List<String> texts = new ArrayList<>();
    long covered = 0;
    for (HistoryRange range : HistoryRange.values()) {
      if (covered == 0 || now.getEpochSecond() - oldest > covered) {
        texts.add(range.text());
      }
      covered = range.length().toSeconds();
    }
    return texts;
  }

  private SampleRing ringFor(long ageSeconds) {
    return ageSeconds < fine.spanSeconds() ? fine : coarse;
  }

  private @Nullable Float[] points(SampleRing ring, int column, long from, long to, int step) {
    @Nullable Float[] points = new Float[(int) ((to - from) / step) + 1];
    for (int i = 0; i < points.length; i++) {
      points[i] = point(ring, column, from + (long) i * step, step);
    }
    return points;
  }

  private @Nullable Float point(SampleRing ring, int column, long from, int step) {
    float highest = Float.NaN;
    float sum = 0;
    int known = 0;
    for (long t = from; t < from + step; t += ring.stepSeconds()) {
      float value = ring.at(t, column);
      if (!Float.isNaN(value)) {
        highest = known == 0 ? value : Math.max(highest, value);
        sum += value;
        known++;
      }
    }
    if (known == 0) {
      return null;
    }
    return switch (columns.get(column).merge()) {
      case MEAN -> rounded(sum / known);
      case HIGHEST -> rounded(highest);
    };
  }

  /** Two places are all that a page shows. */
  private static float rounded(float value) {
    return Math.abs(value) < 1_000_000 ? Math.round(value * 100) / 100f : value;
  }
}
