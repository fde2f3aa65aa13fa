package org.discogsography.extractor.progress;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.discogsography.messages.EntityType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BarDisplayTest {
  private final Progress progress = new Progress();
  private final BarDisplay display = new BarDisplay();

  @AfterEach
  void close() {
    display.close();
    assertThat(display.shown()).isEmpty();
  }

  @Test
  void hasABarForEachFileInWork() {
    progress.download().downloading("file", 10);
    display.show(progress);
    assertThat(display.shown()).containsExactlyInAnyOrder("file");

    progress.download().downloading("another", 10);
    work(EntityType.ARTISTS);
    work(EntityType.LABELS);
    display.show(progress);
    assertThat(display.shown()).containsExactlyInAnyOrder("another", "artists", "labels");

    progress.of(EntityType.ARTISTS).become(TypeState.COMPLETE);
    progress.download().ended("", Instant.EPOCH);
    display.show(progress);
    assertThat(display.shown()).containsExactlyInAnyOrder("labels");
  }

  private void work(EntityType type) {
    progress.of(type).verifying(100);
    progress.of(type).become(TypeState.EXTRACTING);
    progress.of(type).read(40);
  }
}
