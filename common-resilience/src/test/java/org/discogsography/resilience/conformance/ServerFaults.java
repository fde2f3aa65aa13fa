package org.discogsography.resilience.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.discogsography.resilience.rabbit.Eventually.eventually;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.discogsography.resilience.conformance.Subject.Client;
import org.discogsography.resilience.health.ComponentHealth;
import org.discogsography.resilience.health.Status;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What every client of the library does when its server stops, dies or hangs. */
@Timeout(180)
abstract class ServerFaults {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration BRIEF = Duration.ofMillis(300);
  private static final Duration GRACE = Duration.ofMillis(1_500);
  private static final Duration NO_PAUSE = Duration.ZERO;
  private static final Duration TO_NOTICE = Duration.ofSeconds(5);
  private static final int CALLERS = 16;
  private static final int CLOSERS = 4;

  private final Subject subject;
  private Client client;

  ServerFaults(Subject subject) {
    this.subject = subject;
  }

  @BeforeEach
  void open() throws Exception {
    subject.server().start();
    client = subject.open();
    assertThat(client.awaitAvailable(PATIENCE)).isTrue();
    client.operate();
  }

  @AfterEach
  void heal() {
    client.close();
    subject.server().start();
  }

  @Test
  void comesBackAfterAStopAndIsThereWhenItWasOpenedMeanwhile() throws Exception {
    subject.server().stop();
    assertNoticed(TO_NOTICE);
    assertFailsInTime(client);
    try (Client early = subject.open()) {
      assertFailsInTime(early);
      assertThat(early.awaitAvailable(BRIEF)).isFalse();
      assertThat(early.health().health().effect()).isNotEqualTo(Status.UP);

      Recovery.ofServer(subject, client, "stopped", subject.server()::start);

      assertThat(early.awaitAvailable(Recovery.BAR)).isTrue();
      early.operate();
    }
    eventually("health", () -> HealthWatch.isUp(client.health()));
  }

  @Test
  void comesBackAfterAKillUnderLoad() throws Exception {
    try (Callers callers = Callers.start(client, CALLERS, Duration.ofMillis(1))) {
      eventually("some calls", () -> callers.succeeded() > CALLERS);
      subject.server().kill();
      assertNoticed(TO_NOTICE);

      Recovery.ofServer(subject, client, "killed", subject.server()::start);

      long before = callers.succeeded();
      eventually("calls as before", () -> callers.succeeded() > before + CALLERS);
      assertThat(callers.stop(subject.callLimit().plus(GRACE))).isTrue();
      assertThat(callers.longest()).isLessThan(subject.callLimit().plus(GRACE));
    }
  }

  @Test
  void everyCallOnAHungServerEndsInTimeAndHealthAnswersAtOnce() throws Exception {
    try (HealthWatch watch = HealthWatch.of(client.health());
        Callers callers = Callers.start(client, CALLERS, NO_PAUSE)) {
      eventually("some calls", () -> callers.succeeded() > CALLERS);
      subject.server().pause();
      assertNoticed(subject.callLimit().plus(TO_NOTICE));
      assertThat(callers.stop(subject.callLimit().plus(GRACE))).isTrue();
      assertThat(callers.longest()).isLessThan(subject.callLimit().plus(GRACE));
      watch.assertAnsweredAtOnce();

      Recovery.ofServer(subject, client, "hung", subject.server()::resume);
    }
  }

  @Test
  void closesInTimeUnderAHungServerForAllWhoDoItAndLeavesNothing() throws Exception {
    try (Callers callers = Callers.start(client, CALLERS, Duration.ofMillis(1))) {
      eventually("some calls", () -> callers.succeeded() > CALLERS);
      subject.server().pause();
      long began = System.nanoTime();
      for (Thread closer : closers()) {
        assertThat(closer.join(subject.closeLimit())).as("closed in time").isTrue();
      }
      Duration took = Duration.ofNanos(System.nanoTime() - began);
      System.out.printf(
          "closed %s under a hung server in %d ms%n", subject.name(), took.toMillis());
      assertThat(took).isLessThan(subject.closeLimit());
      assertThat(callers.stop(subject.callLimit().plus(GRACE))).isTrue();
    }
    subject.server().resume();
    assertNothingLeft();
  }

  @Test
  void closingTwiceLeavesNeitherThreadNorConnectionAndEndsCalls() throws Exception {
    assertThat(subject.connectionsAtServer()).isPositive();
    assertThat(Threads.of(subject)).isNotEmpty();

    client.close();
    client.close();

    assertThatThrownBy(client::operate).isInstanceOf(Exception.class);
    assertNothingLeft();
  }

  private List<Thread> closers() {
    List<Thread> closers = new ArrayList<>();
    for (int i = 0; i < CLOSERS; i++) {
      closers.add(Thread.ofPlatform().name("closer-" + i).start(client::close));
    }
    return closers;
  }

  /** Also when nobody calls. */
  private void assertNoticed(Duration limit) throws Exception {
    long began = System.nanoTime();
    eventually("the outage in health", () -> !HealthWatch.isUp(client.health()));
    Duration took = Duration.ofNanos(System.nanoTime() - began);
    System.out.printf("noticed %s %d ms%n", subject.name(), took.toMillis());
    assertThat(took).isLessThan(limit);
    ComponentHealth health = client.health().health();
    assertThat(health.effect()).isEqualTo(Status.DEGRADED);
    assertThat(health.details()).containsKey("since");
  }

  private void assertFailsInTime(Client of) {
    long began = System.nanoTime();
    assertThatThrownBy(of::operate).isInstanceOf(Exception.class);
    assertThat(Duration.ofNanos(System.nanoTime() - began))
        .isLessThan(subject.callLimit().plus(GRACE));
  }

  private void assertNothingLeft() throws Exception {
    eventually("no thread", () -> Threads.of(subject).isEmpty());
    eventually("no connection", () -> subject.connectionsAtServer() == 0);
  }
}
