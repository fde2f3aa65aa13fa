package org.discogsography.extractor.progress;

import java.time.Duration;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import org.jspecify.annotations.Nullable;

/** One bar a file, with speed and remaining time. */
final class BarDisplay implements Display {
  private static final long MEGABYTE = 1_000_000;

  private @Nullable ProgressBar bar;
  private String name = "";

  @Override
  public Duration interval() {
    return Duration.ofMillis(500);
  }

  @Override
  public void show(Progress progress) {
    DownloadProgress download = progress.download();
    if (download.phase() == DownloadProgress.Phase.DOWNLOADING) {
      show(download.file(), download.bytes(), download.bytesRead(), "");
    }
    for (TypeProgress each : progress.types().values()) {
      boolean shown = each.type().plural().equals(name);
      if (each.state() == TypeState.EXTRACTING || shown) {
        show(each.type().plural(), each.bytes(), each.bytesRead(), extra(progress, each));
      }
      if (each.state() != TypeState.EXTRACTING && shown) {
        close();
      }
    }
  }

  private static String extra(Progress progress, TypeProgress type) {
    String hindrance = progress.hindranceText();
    return " %,d records, %,.0f/s, %,d confirmed%s"
        .formatted(
            type.records(),
            progress.speed().recordsPerSecond(),
            type.confirmedMessages(),
            hindrance.isEmpty() ? "" : ", waiting: " + hindrance);
  }

  private void show(String task, long bytes, long bytesRead, String extra) {
    ProgressBar current = bar;
    if (current == null || !task.equals(name)) {
      close();
      current = open(task, bytes);
      bar = current;
      name = task;
    }
    current.stepTo(bytesRead);
    current.setExtraMessage(extra);
  }

  private static ProgressBar open(String task, long bytes) {
    return new ProgressBarBuilder()
        .setTaskName(task)
        .setInitialMax(bytes > 0 ? bytes : -1)
        .setUnit(" MB", MEGABYTE)
        .showSpeed()
        .build();
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
      bar = null;
      name = "";
    }
  }
}
