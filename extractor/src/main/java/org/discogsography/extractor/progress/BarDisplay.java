package org.discogsography.extractor.progress;

import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;

/** One bar a file, with speed and remaining time. */
final class BarDisplay implements Display {
  private static final long MEGABYTE = 1_000_000;

  private final Map<String, ProgressBar> bars = new LinkedHashMap<>();

  /** The files that have a bar. */
  Set<String> shown() {
    return Set.copyOf(bars.keySet());
  }

  @Override
  public Duration interval() {
    return Duration.ofMillis(500);
  }

  @Override
  public void show(Progress progress) {
    Set<String> inWork = new HashSet<>();
    DownloadProgress download = progress.download();
    if (download.phase() == DownloadProgress.Phase.DOWNLOADING) {
      inWork.add(download.file());
      show(download.file(), download.bytes(), download.bytesRead(), "");
    }
    for (TypeProgress each : progress.types().values()) {
      String name = each.type().plural();
      if (each.state() == TypeState.EXTRACTING) {
        inWork.add(name);
      }
      // Once more when it has ended, so that the bar is full.
      if (inWork.contains(name) || bars.containsKey(name)) {
        show(name, each.bytes(), each.bytesRead(), extra(progress, each));
      }
    }
    List.copyOf(bars.keySet()).stream().filter(name -> !inWork.contains(name)).forEach(this::close);
  }

  private static String extra(Progress progress, TypeProgress type) {
    String hindrance = type.hindranceText();
    return " %,d records, %,.0f/s, %,d confirmed%s"
        .formatted(
            type.records(),
            progress.speed(type.type()).recordsPerSecond(),
            type.confirmedMessages(),
            hindrance.isEmpty() ? "" : ", waiting: " + hindrance);
  }

  private void show(String task, long bytes, long bytesRead, String extra) {
    ProgressBar bar = bars.computeIfAbsent(task, name -> open(name, bytes));
    bar.stepTo(bytesRead);
    bar.setExtraMessage(extra);
  }

  private static ProgressBar open(String task, long bytes) {
    return new ProgressBarBuilder()
        .setTaskName(task)
        .setInitialMax(bytes > 0 ? bytes : -1)
        .setUnit(" MB", MEGABYTE)
        .showSpeed()
        .build();
  }

  private void close(String task) {
    ProgressBar bar = bars.remove(task);
    if (bar != null) {
      bar.close();
    }
  }

  @Override
  public void close() {
    List.copyOf(bars.keySet()).forEach(this::close);
  }
}
