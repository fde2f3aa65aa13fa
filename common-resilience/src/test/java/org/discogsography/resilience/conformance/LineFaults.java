package org.discogsography.resilience.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.discogsography.resilience.rabbit.Eventually.eventually;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.discogsography.localstack.proxy.FaultProxy;
import org.discogsography.resilience.conformance.Subject.Client;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What every client of the library does when the line to its server fails. */
@Timeout(120)
abstract class LineFaults {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration GRACE = Duration.ofMillis(1_500);
  private static final Duration STORM = Duration.ofSeconds(3);
  private static final int CROWD = 50;
  private static final int CYCLES = 30;

  /** A client that is looking for its server opens at most so many connections a second. */
  private static final int ATTEMPTS_A_SECOND = 5;

  private final Subject subject;
  private FaultProxy proxy;
  private Client client;

  LineFaults(Subject subject) {
    this.subject = subject;
  }

  @BeforeEach
  void open() throws Exception {
    proxy = FaultProxy.to(subject.port());
    client = subject.open(proxy.port());
    assertThat(client.awaitAvailable(PATIENCE)).isTrue();
    client.operate();
  }

  @AfterEach
  void close() {
    client.close();
    proxy.close();
  }

  @Test
  void aCutLineIsReplaced() throws Exception {
    Recovery.ofLine(subject, client, "cut", proxy::cut);
  }

  @Test
  void aStalledLineIsNoticedAndUsedAgain() throws Exception {
    proxy.stall();
    assertCallsEndAndTheOutageShows();
    Recovery.ofLine(subject, client, "stalled", proxy::pass);
  }

  @Test
  void aBlackHoleIsNoticedAndWhatItForgotIsReplaced() throws Exception {
    proxy.blackHole();
    assertCallsEndAndTheOutageShows();
    Recovery.ofLine(subject, client, "black-hole", proxy::pass);
    for (int i = 0; i < 10; i++) {
      client.operate();
    }
  }

  @Test
  void aSlowLineIsNoOutage() throws Exception {
    proxy.delay(Duration.ofMillis(200));
    for (int i = 0; i < 2; i++) {
      client.operate();
      assertThat(HealthWatch.isUp(client.health())).isTrue();
    }
    try (Client late = subject.open(proxy.port())) {
      assertThat(late.awaitAvailable(PATIENCE)).isTrue();
      late.operate();
    }
    Recovery.ofLine(subject, client, "delayed", proxy::pass);
  }

  @Test
  void aCrowdOfCallersIsNoStormOfConnections() throws Exception {
    try (Callers crowd = Callers.start(client, CROWD, Duration.ofMillis(2))) {
      eventually("some calls", () -> crowd.succeeded() > CROWD);
      proxy.reset();
      eventually("the outage in health", () -> !HealthWatch.isUp(client.health()));
      long calls = crowd.calls();
      eventually("the calls under way have ended", () -> crowd.calls() > calls + 2 * CROWD);
      long before = proxy.attempts();
      pass(STORM);
      long attempts = proxy.attempts() - before;
      System.out.printf("attempts %s %d in %d s%n", subject.name(), attempts, STORM.toSeconds());
      assertThat(attempts).isBetween(1L, ATTEMPTS_A_SECOND * STORM.toSeconds());
      assertThat(crowd.stop(subject.callLimit().plus(GRACE))).isTrue();
    }
    Recovery.ofLine(subject, client, "reset", proxy::pass);
  }

  @Test
  void flappingLeaksNothingAndEndsInTime() throws Exception {
    int threads = Threads.of(subject).size();
    try (Callers callers = Callers.start(client, 4, Duration.ofMillis(5))) {
      for (int cycle = 0; cycle < CYCLES; cycle++) {
        proxy.pass();
        pass(Duration.ofMillis(30 + 30 * (cycle % 4)));
        proxy.refuse();
        proxy.cut();
        pass(Duration.ofMillis(20 + 10 * (cycle % 5)));
      }
      Recovery.ofLine(subject, client, "flapping", proxy::pass);
      assertThat(callers.stop(subject.callLimit().plus(GRACE))).isTrue();
    }
    eventually("few connections", () -> proxy.open() <= 8);
    eventually("few threads", () -> Threads.of(subject).size() <= threads + 4);
    client.close();
    eventually("no connection", () -> proxy.open() == 0);
    eventually("no thread", () -> Threads.of(subject).isEmpty());
  }

  private void assertCallsEndAndTheOutageShows() throws Exception {
    try (Callers callers = Callers.start(client, 8, Duration.ofMillis(1));
        HealthWatch watch = HealthWatch.of(client.health())) {
      eventually("the outage in health", () -> !HealthWatch.isUp(client.health()));
      assertThat(callers.stop(subject.callLimit().plus(GRACE))).isTrue();
      assertThat(callers.longest()).isLessThan(subject.callLimit().plus(GRACE));
      watch.assertAnsweredAtOnce();
    }
  }

  /** The time that a fault lasts: part of what is done to the client, not waiting for anything. */
  private static void pass(Duration time) {
    LockSupport.parkNanos(time.toNanos());
  }
}
