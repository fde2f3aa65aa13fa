package org.discogsography.dashboard.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.discogsography.dashboard.live.Stream.Message;
import org.junit.jupiter.api.Test;

class StreamTest {
  private final Stream stream = new Stream(() -> "everything");

  @Test
  void beginsWithASnapshotAndGoesOnWithUpdates() throws Exception {
    stream.publish("one");
    Viewer viewer = stream.open(0).orElseThrow();
    stream.publish("two");

    assertThat(received(viewer))
        .containsExactly(new Message(1, "snapshot", "everything"), new Message(2, "update", "two"));
  }

  @Test
  void whoComesBackGetsWhatItMissed() throws Exception {
    for (int i = 1; i <= 5; i++) {
      stream.publish("update " + i);
    }

    assertThat(received(stream.open(3).orElseThrow()))
        .extracting(Message::json)
        .containsExactly("update 4", "update 5");
  }

  @Test
  void whoWasAwayForLongGetsASnapshot() throws Exception {
    for (int i = 1; i <= 100; i++) {
      stream.publish("update " + i);
    }

    assertThat(received(stream.open(20).orElseThrow()))
        .containsExactly(new Message(100, "snapshot", "everything"));
  }

  @Test
  void anIdOfAnotherProcessGetsASnapshot() throws Exception {
    stream.publish("one");

    assertThat(received(stream.open(4_711).orElseThrow()))
        .extracting(Message::kind)
        .containsExactly("snapshot");
  }

  @Test
  void whoDoesNotKeepUpIsDroppedAndNobodyElse() throws Exception {
    Viewer slow = stream.open(0).orElseThrow();
    Viewer quick = stream.open(0).orElseThrow();
    for (int i = 0; i < 100; i++) {
      stream.publish("update");
      received(quick);
    }

    assertThat(slow.dropped()).isTrue();
    assertThat(quick.dropped()).isFalse();
    assertThat(stream.viewers()).isEqualTo(1);
  }

  @Test
  void turnsAwayWhoIsTooMany() {
    for (int i = 0; i < Stream.MOST_VIEWERS; i++) {
      assertThat(stream.open(0)).isPresent();
    }

    assertThat(stream.full()).isTrue();
    assertThat(stream.open(0)).isEmpty();
  }

  @Test
  void whoWaitsIsWokenAtTheEnd() throws Exception {
    Viewer viewer = stream.open(0).orElseThrow();
    stream.end();

    assertThat(viewer.next(Duration.ofMinutes(1))).isPresent();
    assertThat(viewer.dropped()).isTrue();
    assertThat(stream.open(0)).isEmpty();
  }

  private static List<Message> received(Viewer viewer) throws InterruptedException {
    List<Message> messages = new ArrayList<>();
    Optional<Message> next = viewer.next(Duration.ZERO);
    while (next.isPresent()) {
      messages.add(next.get());
      next = viewer.next(Duration.ZERO);
    }
    return messages;
  }
}
