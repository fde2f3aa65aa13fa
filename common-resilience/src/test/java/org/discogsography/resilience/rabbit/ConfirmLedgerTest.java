package org.discogsography.resilience.rabbit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ConfirmLedgerTest {
  private static final long NOW = 1_000;
  private static final long PAUSE = Duration.ofSeconds(1).toNanos();
  private static final boolean MULTIPLE = true;

  private final TestTopology topology = TestTopology.withQueues(1);
  private final ConfirmLedger ledger = new ConfirmLedger(10, 1_000, PAUSE);
  private final KeptReceipt kept = new KeptReceipt(() -> {});

  @Test
  void publishesInOrderAndConfirmsOneOrAllUpToOne() {
    add(5);
    assertThat(send(NOW)).containsExactly("0", "1", "2", "3", "4");
    assertThat(ids(ledger.confirmed(2, !MULTIPLE, NOW))).containsExactly("1");
    assertThat(ids(ledger.confirmed(4, MULTIPLE, NOW))).containsExactly("0", "2", "3");
    assertThat(ids(ledger.confirmed(4, MULTIPLE, NOW))).isEmpty();
    assertThat(ids(ledger.confirmed(5, !MULTIPLE, NOW))).containsExactly("4");
  }

  @Test
  void countsUntilReleased() {
    add(2);
    send(NOW);
    List<Outstanding> confirmed = ledger.confirmed(2, MULTIPLE, NOW);
    assertThat(ledger.outstanding()).isEqualTo(2);
    ledger.release(confirmed);
    assertThat(ledger.outstanding()).isZero();
  }

  @Test
  void boundsMessagesAndBytes() {
    add(10);
    assertThat(ledger.hasRoomFor(1)).isFalse();
    ConfirmLedger small = new ConfirmLedger(10, 30, PAUSE);
    small.add(topology.message(1, "x".repeat(20)), kept);
    assertThat(small.hasRoomFor(10)).isTrue();
    assertThat(small.hasRoomFor(11)).isFalse();
  }

  @Test
  void aReturnedMessageIsNotConfirmedByItsConfirm() {
    add(3);
    send(NOW);
    ledger.returned(2);
    assertThat(ids(ledger.confirmed(3, MULTIPLE, NOW))).containsExactly("0", "2");
    assertThat(send(NOW)).isEmpty();
    assertThat(ledger.nanosUntilNext(NOW)).isEqualTo(PAUSE);
    assertThat(send(NOW + PAUSE)).containsExactly("1");
    assertThat(ids(ledger.confirmed(4, !MULTIPLE, NOW))).containsExactly("1");
  }

  @Test
  void aNackedMessageIsPublishedAgainAfterAPause() {
    add(2);
    send(NOW);
    ledger.nacked(1, !MULTIPLE, NOW);
    assertThat(send(NOW + PAUSE - 1)).isEmpty();
    assertThat(send(NOW + PAUSE)).containsExactly("0");
  }

  @Test
  void aNewChannelGetsEverythingUnconfirmedInTheFirstOrder() {
    add(6);
    send(NOW);
    ledger.release(ledger.confirmed(3, !MULTIPLE, NOW));
    ledger.nacked(1, !MULTIPLE, NOW);
    ledger.add(topology.message(6), kept);
    assertThat(ledger.channelLost()).isEqualTo(5);
    assertThat(send(NOW)).containsExactly("0", "1", "3", "4", "5", "6");
    assertThat(ids(ledger.confirmed(1, !MULTIPLE, NOW))).containsExactly("0");
  }

  @Test
  void aMessagePublishedOnceIsDroppedWhenItIsNotTaken() throws Exception {
    OneTryReceipt lost = new OneTryReceipt();
    OneTryReceipt nacked = new OneTryReceipt();
    OneTryReceipt returned = new OneTryReceipt();
    ledger.add(topology.message(1), nacked);
    ledger.add(topology.message(2), returned);
    ledger.add(topology.message(3), lost);
    send(NOW);
    ledger.nacked(1, !MULTIPLE, NOW);
    ledger.returned(2);
    assertThat(ledger.confirmed(2, !MULTIPLE, NOW)).isEmpty();
    assertThat(ledger.channelLost()).isZero();
    assertThat(ledger.outstanding()).isZero();
    assertThat(send(NOW + PAUSE)).isEmpty();
    for (OneTryReceipt each : List.of(lost, nacked, returned)) {
      assertThat(each.await(0)).isFalse();
    }
  }

  @Test
  void anAbandonedMessageIsNeverPublishedAgain() {
    Outstanding waiting = ledger.add(topology.message(1), new OneTryReceipt());
    assertThat(ledger.abandon(waiting)).isTrue();
    assertThat(ledger.abandon(waiting)).isFalse();
    Outstanding flying = ledger.add(topology.message(2), new OneTryReceipt());
    send(NOW);
    assertThat(ledger.abandon(flying)).isTrue();
    assertThat(ledger.confirmed(1, MULTIPLE, NOW)).isEmpty();
    assertThat(ledger.outstanding()).isZero();
    assertThat(ledger.channelLost()).isZero();
  }

  @Test
  void whateverHappensEveryMessageIsConfirmedExactlyOnce() {
    Random random = new Random(7);
    ConfirmLedger any = new ConfirmLedger(50, 1_000_000, PAUSE);
    Set<String> confirmed = new HashSet<>();
    long now = NOW;
    long sequence = 0;
    int added = 0;
    for (int step = 0; step < 100_000 && confirmed.size() < 2_000; step++) {
      now += PAUSE / 10;
      while (added < 2_000 && any.hasRoomFor(100)) {
        any.add(topology.message(added++), kept);
      }
      for (int i = random.nextInt(5); i > 0 && any.next(now) != null; i--) {
        sequence++;
      }
      long upTo = sequence == 0 ? 0 : random.nextLong(sequence) + 1;
      switch (random.nextInt(8)) {
        case 0 -> any.nacked(upTo, random.nextBoolean(), now);
        case 1 -> any.returned(upTo);
        case 2 -> {
          if (random.nextInt(10) == 0) {
            any.channelLost();
            sequence = 0;
          }
        }
        default -> {
          List<Outstanding> done = any.confirmed(upTo, random.nextBoolean(), now);
          done.forEach(each -> assertThat(confirmed.add(id(each))).isTrue());
          any.release(done);
        }
      }
    }
    assertThat(confirmed).hasSize(2_000);
    assertThat(any.outstanding()).isZero();
  }

  private void add(int count) {
    IntStream.range(0, count).forEach(id -> ledger.add(topology.message(id), kept));
  }

  private List<String> send(long now) {
    List<String> sent = new ArrayList<>();
    @Nullable Outstanding next = ledger.next(now);
    while (next != null) {
      sent.add(id(next));
      next = ledger.next(now);
    }
    return sent;
  }

  private static List<String> ids(List<Outstanding> messages) {
    return messages.stream().map(ConfirmLedgerTest::id).toList();
  }

  private static String id(Outstanding message) {
    return message.message().properties().messageId();
  }
}
