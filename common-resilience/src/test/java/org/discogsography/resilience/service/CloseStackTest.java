package org.discogsography.resilience.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class CloseStackTest {
  private static final Duration LONG = Duration.ofSeconds(30);

  private final List<String> closed = new CopyOnWriteArrayList<>();
  private final CloseStack resources = new CloseStack();

  @Test
  void closesTheLastOneFirst() {
    resources.push(() -> closed.add("port"));
    resources.push(() -> closed.add("store"));
    resources.push(() -> closed.add("workers"));

    assertThat(resources.closeWithin(LONG)).isTrue();
    assertThat(closed).containsExactly("workers", "store", "port");
  }

  @Test
  void closesTheOthersWhenOneFails() {
    resources.push(() -> closed.add("port"));
    resources.push(() -> {
      throw new IllegalStateException("does not close");
    });

    assertThat(resources.closeWithin(LONG)).isTrue();
    assertThat(closed).containsExactly("port");
  }

  @Test
  void leavesOneThatHangsAtTheDeadline() throws InterruptedException {
    CountDownLatch interrupted = new CountDownLatch(1);
    resources.push(() -> {
      try {
        new CountDownLatch(1).await();
      } finally {
        interrupted.countDown();
      }
    });

    assertThat(resources.closeWithin(Duration.ofMillis(20))).isFalse();
    assertThat(interrupted.await(10, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void closesNothingTwice() {
    resources.push(() -> closed.add("port"));

    resources.closeWithin(LONG);
    resources.closeWithin(LONG);

    assertThat(closed).hasSize(1);
  }
}
