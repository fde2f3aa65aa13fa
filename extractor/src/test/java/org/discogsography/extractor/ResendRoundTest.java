package org.discogsography.extractor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.discogsography.extractor.index.PublishedIndex;
import org.discogsography.extractor.index.StateDirectory;
import org.discogsography.extractor.publish.ResendSource;
import org.discogsography.extractor.publish.WorkQueues;
import org.discogsography.extractor.schedule.FakeWaiting;
import org.discogsography.extractor.schedule.SettableClock;
import org.discogsography.messages.EntityType;
import org.discogsography.messages.ResendRequest;
import org.discogsography.messages.SinkName;
import org.discogsography.resilience.rabbit.QueueDepth;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResendRoundTest {
  private static final Duration LIMIT = Duration.ofMinutes(1);
  private static final long GREATEST_ID = 1_000;

  @TempDir private Path directory;

  private final FakeWaiting waiting = new FakeWaiting(new SettableClock(Instant.EPOCH));
  private final FakeInbox inbox = new FakeInbox();
  private StateDirectory state;
  private ResendRound round;
  private long consumers = 1;
  private int looks;

  @BeforeEach
  void open() throws Exception {
    state = StateDirectory.open(directory, Clock.systemUTC());
    WorkQueues queues =
        new WorkQueues(
            queue -> {
              looks++;
              return new QueueDepth(queue, 0, consumers);
            },
            EnumSet.allOf(SinkName.class));
    round =
        new ResendRound(inbox, queues, state, new RequestedRecords(state, GREATEST_ID), waiting);
  }

  @AfterEach
  void close() throws Exception {
    state.close();
  }

  @Test
  void hasWhatIsKnownSentAgainWhenItIsAskedFor() throws Exception {
    confirm(EntityType.LABELS, 7);
    inbox.requests.add(new ResendRequest(EntityType.LABELS));

    assertThat(round.await(LIMIT, () -> false)).isTrue();

    assertThat(holds(EntityType.LABELS, 7)).isFalse();
    assertThat(waiting.pauses()).isEmpty();
  }

  @Test
  void notesSingleRecordsBesideWholeTypesAndPassesOverThoseThatCannotBe() throws Exception {
    confirm(EntityType.LABELS, 7);
    List<ResendRequest> requests =
        List.of(
            new ResendRequest(EntityType.LABELS, List.of(7L, GREATEST_ID + 1)),
            new ResendRequest(EntityType.LABELS),
            new ResendRequest(EntityType.ARTISTS, List.of(9L)));

    assertThat(new RequestedRecords(state, GREATEST_ID).sendAgain(requests)).isTrue();

    try (PublishedIndex labels = state.open(EntityType.LABELS, 20260101, 1, "aa").index();
        PublishedIndex artists = state.open(EntityType.ARTISTS, 20260101, 1, "aa").index()) {
      assertThat(labels.isForced(7)).isTrue();
      assertThat(labels.knows(GREATEST_ID + 1)).isFalse();
      assertThat(artists.isForced(9)).isTrue();
    }
  }

  @Test
  void goesOnWaitingWhenThereIsNothingToSend() throws Exception {
    inbox.requests.add(new ResendRequest(EntityType.LABELS));

    assertThat(round.await(LIMIT, () -> false)).isFalse();

    assertThat(waiting.nanos()).isGreaterThanOrEqualTo(LIMIT.toNanos());
  }

  @Test
  void waitsNoLongerThanItsLimitWhileTheBrokerIsAway() throws Exception {
    assertThat(round.await(LIMIT, () -> false)).isFalse();

    assertThat(waiting.nanos()).isEqualTo(LIMIT.toNanos());
  }

  @Test
  void endsEarlyWhenThatIsEnough() throws Exception {
    assertThat(round.await(LIMIT, () -> waiting.pauses().size() == 2)).isFalse();

    assertThat(waiting.nanos()).isLessThan(LIMIT.toNanos());
  }

  @Test
  void leavesRequestsWhereTheyAreWhenTheyCannotBeCarriedOut() throws Exception {
    inbox.requests.add(new ResendRequest(EntityType.LABELS));
    inbox.broken = true;

    assertThat(round.pending()).isFalse();
    assertThat(inbox.requests).hasSize(1);
  }

  @Test
  void restoresTheQueuesInEachRound() throws Exception {
    boolean ignored = round.await(LIMIT, () -> true);

    assertThat(looks).isEqualTo(8);
  }

  @Test
  void waitsForTheWorkersBeforeTheVeryFirstPassOnly() throws Exception {
    consumers = 0;
    round.beforeTheFirstPass();
    assertThat(waiting.nanos()).isEqualTo(Duration.ofSeconds(15).toNanos());

    confirm(EntityType.LABELS, 7);
    long before = waiting.nanos();
    round.beforeTheFirstPass();
    assertThat(waiting.nanos()).isEqualTo(before);
  }

  @Test
  void doesNotWaitForWorkersThatAreThere() throws Exception {
    round.beforeTheFirstPass();

    assertThat(waiting.nanos()).isZero();
  }

  private void confirm(EntityType type, long id) throws IOException {
    try (PublishedIndex index = state.open(type, 20260101, 1, "aa").index()) {
      index.prepare(id);
      index.confirm(id, id, -id);
    }
  }

  private boolean holds(EntityType type, long id) throws IOException {
    try (PublishedIndex index = state.open(type, 20260101, 1, "aa").index()) {
      return index.holds(id, id, -id);
    }
  }

  @Test
  void whatWasNotedBeforeTheDiskFailedIsSent() throws Exception {
    confirm(EntityType.LABELS, 7);
    inbox.requests.add(new ResendRequest(EntityType.LABELS));
    inbox.breakingAfterwards = true;

    assertThat(round.pending()).isTrue();
  }

  private static final class FakeInbox implements ResendSource {
    private final Deque<ResendRequest> requests = new ArrayDeque<>();
    private boolean broken;
    private boolean breakingAfterwards;

    @Override
    public boolean await(Duration limit, BooleanSupplier enough, Handler handler)
        throws IOException {
      if (broken) {
        throw new IOException("no space");
      }
      ResendRequest next = requests.poll();
      boolean anything = next != null && handler.sendAgain(List.of(next));
      if (breakingAfterwards) {
        throw new IOException("no space");
      }
      return anything;
    }
  }
}
