package org.discogsography.extractor.progress;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import org.discogsography.messages.EntityType;

/** One bar a file, with speed and remaining time. */
final class BarDisplay implements Display {
  private static final long MEGABYTE = 1_000_000;

  private final Map<String, ProgressBar> bars = new LinkedHashMap<>();

  @Override
  public Duration interval() {
    return Duration.ofMillis(500);
  }

  @Override
  public void show(Progress progress) {
    DownloadProgress download = progress.download();
    String file = download.phase() == DownloadProgress.Phase.DOWNLOADING ? download.file() : "";
    if (!file.isEmpty()) {
      show(file, download.bytes(), download.bytesRead(), "");
    }
    for (TypeProgress each : progress.types().values()) {
      String name = each.type().plural();
      boolean inWork = each.state() == TypeState.EXTRACTING;
      if (inWork || bars.containsKey(name)) {
        show(name, each.bytes(), each.bytesRead(), extra(progress, each));
      }
      if (!inWork) {
        close(name);
      }
    }
    List.copyOf(bars.keySet()).stream()
        .filter(name -> !name.equals(file) && EntityType.ofPlural(name).isEmpty())
        .forEach(this::close);
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
