package org.discogsography.endtoend;

import java.time.Duration;
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

  /** What is done to a server; a start mends each. */
  private enum Way {
    STOPPED,
    KILLED,
    HUNG
  }

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
    List<LocalServer> servers =
        List.of(faults.platform.postgres, faults.platform.neo4j, faults.platform.rabbitmq);
    LocalServer server = servers.get(random.nextInt(servers.size()));
    Way way = Way.values()[random.nextInt(Way.values().length)];
    int millis = random.nextInt(LONGEST_OUTAGE_MILLIS);
    System.out.printf("%s is %s for %d ms%n", server.name(), way, millis);
    switch (way) {
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
}
