package org.discogsography.resilience.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.discogsography.localstack.LocalServer;
import org.discogsography.resilience.conformance.Subject.Client;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Outage after outage for one client: how long each time until it works again, from the moment that
 * the server answers. A few in the usual run; scripts/soak runs many, and sets the system
 * properties {@code soak.cycles}, {@code soak.server} and {@code soak.seed}.
 */
final class SoakFaultIT {
  private static final int CYCLES = Integer.getInteger("soak.cycles", 3);
  private static final String SERVER = System.getProperty("soak.server", "all");
  private static final long SEED = Long.getLong("soak.seed", 1);
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final Duration SHORTEST = Duration.ofMillis(500);
  private static final int LONGEST_MILLIS = 8_000;

  private final Random random = new Random(SEED);
  private LocalServer broken;

  private enum Fault {
    STOP,
    KILL,
    PAUSE;

    void inject(LocalServer server) {
      switch (this) {
        case STOP -> server.stop();
        case KILL -> server.kill();
        case PAUSE -> server.pause();
      }
    }
  }

  @AfterEach
  void heal() {
    if (broken != null) {
      broken.start();
    }
  }

  static Stream<Kind> kinds() {
    return Arrays.stream(Kind.values())
        .filter(kind -> SERVER.equals("all") || SERVER.equals(kind.text()));
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void aClientIsBackWithinTheBarAfterEachOutage(Kind kind) throws Exception {
    Subject subject = kind.subject();
    broken = subject.server();
    broken.start();
    List<Recovery> recoveries = new ArrayList<>();
    try (Client client = subject.open()) {
      assertThat(client.awaitAvailable(PATIENCE)).isTrue();
      client.operate();
      for (Fault fault : faults()) {
        recoveries.add(outage(subject, client, fault));
        String name = "soak-" + fault.name().toLowerCase(Locale.ROOT);
        Recovery.print(subject, name, recoveries.getLast().sinceAnswer());
      }
    }
    Percentiles summary = Percentiles.of(recoveries, Recovery::sinceAnswer);
    System.out.printf("soak %s %d cycles, seed %d: %s%n", kind.text(), CYCLES, SEED, summary);
    System.out.printf(
        "soak %s since the greeting: %s%n",
        kind.text(), Percentiles.of(recoveries, Recovery::sinceGreeting));
    assertThat(summary.p99()).as("p99 of %s", kind.text()).isLessThan(Recovery.BAR);
  }

  /** As many of each kind, in an order that the seed decides. */
  private List<Fault> faults() {
    List<Fault> faults = new ArrayList<>();
    while (faults.size() < CYCLES) {
      List<Fault> round = Arrays.asList(Fault.values());
      Collections.shuffle(round, random);
      faults.addAll(round);
    }
    return faults.subList(0, CYCLES);
  }

  private Recovery outage(Subject subject, Client client, Fault fault) throws Exception {
    fault.inject(subject.server());
    // Most outages are short, some are longer than the client's limits.
    long more = random.nextInt(LONGEST_MILLIS >> random.nextInt(5));
    LockSupport.parkNanos(SHORTEST.plusMillis(more).toNanos());
    return Recovery.server(subject, client, subject.server()::start);
  }
}
