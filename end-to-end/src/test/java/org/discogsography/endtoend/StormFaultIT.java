package org.discogsography.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.discogsography.endtoend.Messages.Poison;
import org.discogsography.endtoend.TestBroker.Message;
import org.discogsography.messages.EntityType;
import org.discogsography.messages.Version;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** F17: storms of bad messages, while the workers take batches as large as they usually are. */
@ExtendWith(FaultReport.class)
class StormFaultIT {
  private static final long MILLION = 1_000_000;
  private static final Duration LIMIT = Duration.ofSeconds(240);

  /** The default of WORKER_BATCH_SIZE. */
  private static final int USUAL_BATCH = 500;

  /** Bad messages, with as many good ones between them. */
  private static final int STORM = 10_000;

  /** Of the usual rate, at which good messages get through. */
  private static final double LEAST_SHARE = 1 / 3.0;

  private static final int MOST_ROUNDS = 3;

  /** Of a round: warming up, as usual, bad ones, and good ones between them. */
  private static final int PARTS = 4;

  @BeforeEach
  void takeUsualBatches() throws Exception {
    FaultPlatform.shared().workInBatchesOf(USUAL_BATCH);
  }

  @AfterAll
  static void takeSmallBatches() throws Exception {
    FaultPlatform.workInSmallBatches();
  }

  /** What storms are made of. */
  enum Storm {
    SEEN_WITHOUT_THE_STORE(List.of(Poison.HASH_MISMATCH, Poison.MISSING_ID, Poison.WRONG_TYPE)),
    /** After the first refusal batches are looked at before they are written. */
    FOUND_BY_THE_STORE(List.of(Poison.BAD_JSON, Poison.NUL, Poison.OTHER_ID));

    private final List<Poison> kinds;

    Storm(List<Poison> kinds) {
      this.kinds = kinds;
    }
  }

  /**
   * What else this machine does may slow down a part of a round: the best of a few counts, and one
   * that is good enough ends them.
   */
  @ParameterizedTest
  @EnumSource
  void inAStormOfBadMessagesGoodOnesGoOn(Storm storm) throws Exception {
    FaultPlatform faults = FaultPlatform.shared();
    FaultRow row =
        faults.row("F17 storm " + storm.name().toLowerCase(Locale.ROOT).replace('_', ' '));
    row.awaitStored();
    faults.pass();
    ExpectedLetters dead = new ExpectedLetters();
    double best = 0;
    int rounds = 0;
    while (rounds < MOST_ROUNDS && best <= LEAST_SHARE) {
      best = Math.max(best, share(faults, storm, row.dump().date(), rounds, dead));
      rounds++;
    }
    row.expectDeadLetters(dead.count());
    Deadline.await(
        LIMIT,
        () -> "all bad messages are set aside",
        () -> faults.broker.ready(TestBroker.deadLetterQueues()) >= row.expectedDeadLetters());
    Aftermath.publishAndAwaitNothingBeside(faults, deletions(row.dump().date(), rounds));
    row.finish();

    dead.assertTheseAndNoOthers(faults.broker);
    Aftermath.assertBreakersClosed(faults);
    assertThat(best).as("rate in a storm to usual rate").isGreaterThan(LEAST_SHARE);
  }

  /** Of the usual rate of good messages, with as many bad ones between them. */
  private static double share(
      FaultPlatform faults, Storm storm, int date, int round, ExpectedLetters dead)
      throws Exception {
    Version version = new Version(date, 1);
    List<Message> warmUp = new ArrayList<>();
    List<Message> good = new ArrayList<>();
    List<Message> mixed = new ArrayList<>();
    for (int i = 0; i < STORM; i++) {
      Poison kind = storm.kinds.get(i % storm.kinds.size());
      warmUp.add(Messages.artist(first(round, 0) + i, version));
      good.add(Messages.artist(first(round, 1) + i, version));
      Message poison = Messages.poison(kind, EntityType.ARTISTS, first(round, 2) + i, version);
      mixed.add(poison);
      dead.add(kind, poison);
      mixed.add(Messages.artist(first(round, 3) + i, version));
    }
    double cold = goodPerSecond(faults, warmUp, first(round, 0));
    double usual = goodPerSecond(faults, good, first(round, 1));
    double inStorm = goodPerSecond(faults, mixed, first(round, 3));
    System.out.printf(
        "F17 %s: %.0f good messages a second (%.0f at first), %.0f in a storm, ratio %.2f%n",
        storm, usual, cold, inStorm, inStorm / usual);
    return inStorm / usual;
  }

  private static List<Message> deletions(int date, int rounds) {
    Version version = new Version(date, 2);
    List<Message> deletions = new ArrayList<>();
    for (int part = 0; part < PARTS * rounds; part++) {
      for (int i = 0; i < STORM; i++) {
        deletions.add(Messages.delete(EntityType.ARTISTS, first(0, part) + i, version));
      }
    }
    return deletions;
  }

  /** Of the ids of a part of a round. */
  private static long first(int round, int part) {
    return Messages.FIRST_ID + (PARTS * round + part) * MILLION;
  }

  /** From the first message in its queue until both stores have all good ones. */
  private static double goodPerSecond(FaultPlatform faults, List<Message> messages, long firstId)
      throws Exception {
    long start = System.nanoTime();
    faults.broker.publish(messages);
    Deadline.await(
        LIMIT,
        Duration.ofMillis(20),
        () -> "good messages from " + firstId + " are stored",
        () -> artistsFrom(faults, firstId) == 2L * STORM);
    return STORM * 1e9 / (System.nanoTime() - start);
  }

  private static long artistsFrom(FaultPlatform faults, long id) throws Exception {
    return faults.platform.tables().countFrom(EntityType.ARTISTS, id)
        + faults.platform.graph().countFrom(EntityType.ARTISTS, id);
  }
}
