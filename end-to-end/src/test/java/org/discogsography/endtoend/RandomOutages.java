package org.discogsography.endtoend;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import org.discogsography.localstack.LocalServer;

/**
 * One server after the other is stopped, killed or hung and comes back, in an order that the seed
 * gives; {@code -Dfaults.minutes=N} makes it last.
 */
final class RandomOutages {
  private static final int LONGEST_OUTAGE_MILLIS = 4_000;
  private static final int LONGEST_CALM_MILLIS = 2_000;

  private final FaultPlatform faults;
  private final FaultRow row;
  private final Random random;
  private final Deque<Outage> coming = new ArrayDeque<>();

  /** What is done to a server; a start mends each. */
  private enum Way {
    STOPPED,
    KILLED,
    HUNG
  }

  private record Outage(LocalServer server, Way way) {}

  RandomOutages(FaultPlatform faults, FaultRow row) {
    this.faults = faults;
    this.row = row;
    this.random = Seed.of(row.name());
  }

  static Duration length(String otherwise) {
    double minutes = Double.parseDouble(System.getProperty("faults.minutes", otherwise));
    return Duration.ofMillis((long) (minutes * 60_000));
  }

  /** Returns with all servers running. */
  void run(Duration length) throws Exception {
    long end = System.nanoTime() + length.toNanos();
    while (System.nanoTime() < end) {
      row.nextDumpIfExtracted();
      outage();
      Thread.sleep(random.nextInt(LONGEST_CALM_MILLIS));
    }
  }

  private void outage() throws Exception {
    Outage next = next();
    LocalServer server = next.server;
    int millis = random.nextInt(LONGEST_OUTAGE_MILLIS);
    System.out.printf("%s is %s for %d ms%n", server.name(), next.way, millis);
    switch (next.way) {
      case STOPPED -> server.stop();
      case KILLED -> server.kill();
      case HUNG -> server.pause();
    }
    try {
      Thread.sleep(millis);
    } finally {
      server.start();
    }
  }

  /** Each server in each way, before any comes a second time. */
  private Outage next() {
    if (coming.isEmpty()) {
      List<Outage> all = new ArrayList<>();
      for (Way way : Way.values()) {
        all.add(new Outage(faults.platform.postgres, way));
        all.add(new Outage(faults.platform.neo4j, way));
        all.add(new Outage(faults.platform.rabbitmq, way));
      }
      Collections.shuffle(all, random);
      coming.addAll(all);
    }
    return coming.remove();
  }
}
