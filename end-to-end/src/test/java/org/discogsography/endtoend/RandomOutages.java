package org.discogsography.endtoend;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
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
  private static final int ONE_ROUND = 3;

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

  /** Takes each server away once, however long that is; returns with all of them running. */
  void run(Duration length) throws Exception {
    long end = System.nanoTime() + length.toNanos();
    for (int i = 0; i < ONE_ROUND || System.nanoTime() < end; i++) {
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

  /** Rounds of all servers; three of them have each server in each way. */
  private Outage next() {
    if (coming.isEmpty()) {
      List<LocalServer> servers =
          Arrays.asList(faults.platform.postgres, faults.platform.neo4j, faults.platform.rabbitmq);
      List<Way> ways = Arrays.asList(Way.values());
      Collections.shuffle(servers, random);
      Collections.shuffle(ways, random);
      for (int round = 0; round < ways.size(); round++) {
        for (int i = 0; i < servers.size(); i++) {
          coming.add(new Outage(servers.get(i), ways.get((round + i) % ways.size())));
        }
      }
    }
    return coming.remove();
  }
}
