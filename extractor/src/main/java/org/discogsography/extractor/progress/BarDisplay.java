package org.discogsography.extractor.progress;

import java.time.Duration;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import org.discogsography.messages.EntityType;
import org.jspecify.annotations.Nullable;

/** One bar a file, with speed and remaining time. */
final class BarDisplay implements Display {
  private static final long MEGABYTE = 1_000_000;

  private @Nullable ProgressBar bar;
  private @Nullable EntityType type;

  @Override
  public Duration interval() {
    return Duration.ofMillis(500);
  }

  @Override
  public void show(Progress progress) {
    for (TypeProgress each : progress.types().values()) {
      if (each.state() == TypeState.EXTRACTING) {
        show(each);
      } else if (each.type() == type) {
        show(each);
        close();
      }
    }
  }

  private void show(TypeProgress progress) {
    ProgressBar current = bar;
    if (current == null || type != progress.type()) {
      close();
      current = open(progress);
      bar = current;
      type = progress.type();
    }
    current.stepTo(progress.bytesRead());
    current.setExtraMessage(
        " %,d records, %,d confirmed".formatted(progress.records(), progress.confirmedMessages()));
  }

  private static ProgressBar open(TypeProgress progress) {
    return new ProgressBarBuilder()
        .setTaskName(progress.type().plural())
        .setInitialMax(progress.bytes())
        .setUnit(" MB", MEGABYTE)
        .showSpeed()
        .build();
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
      bar = null;
      type = null;
    }
  }
}
