package org.discogsography.resilience.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.discogsography.resilience.resource.ManualClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ServiceHealthTest {
  private final CountDownLatch released = new CountDownLatch(1);
  private final ServiceHealth health = new ServiceHealth("graphinator");
  private final FakeIndicator store = new FakeIndicator("neo4j");
  private final FakeIndicator broker = new FakeIndicator("rabbitmq");

  @AfterEach
  void releaseWhoHangs() {
    released.countDown();
  }

  @Test
  void isUpWithoutComponents() {
    assertThat(health.snapshot().status()).isEqualTo(Status.UP);
  }

  @Test
  void isDegradedWhileSomethingIsAway() {
    health.add(store.says(() -> ComponentHealth.away(Map.of("since", "noon"))));
    health.add(broker);

    HealthSnapshot snapshot = health.snapshot();

    assertThat(snapshot.status()).isEqualTo(Status.DEGRADED);
    assertThat(snapshot.components().get("neo4j").status()).isEqualTo(Status.DOWN);
    assertThat(snapshot.components().get("rabbitmq").status()).isEqualTo(Status.UP);
  }

  @Test
  void isDownWhenSomethingHasToBeMended() {
    health.add(store.says(() -> ComponentHealth.broken(Map.of("problem", "wrong password"))));
    health.add(broker.says(() -> ComponentHealth.away(Map.of())));

    assertThat(health.snapshot().status()).isEqualTo(Status.DOWN);
  }

  @Test
  void isShapedAsInTheActuator() {
    health.add(store.says(() -> ComponentHealth.away(Map.of("since", "noon"))));

    Map<String, Object> map = health.snapshot().asMap();

    assertThat(map).containsEntry("status", "DEGRADED").containsEntry("service", "graphinator");
    Instant time = Instant.parse((String) map.get("time"));
    assertThat(time).isBeforeOrEqualTo(Instant.now());
    assertThat(Instant.parse((String) map.get("started"))).isBeforeOrEqualTo(time);
    assertThat(map.get("components"))
        .isEqualTo(Map.of("neo4j", Map.of("status", "DOWN", "details", Map.of("since", "noon"))));
  }

  @Test
  void eachRunSaysWhenItBegan() {
    ManualClock clock = new ManualClock();
    Instant began = clock.instant();
    ServiceHealth first = new ServiceHealth("graphinator", clock);
    clock.advance(Duration.ofSeconds(5));
    ServiceHealth second = new ServiceHealth("graphinator", clock);

    assertThat(first.snapshot().started()).isEqualTo(began);
    assertThat(first.snapshot().taken()).isEqualTo(began.plusSeconds(5));
    assertThat(second.snapshot().started()).isEqualTo(began.plusSeconds(5));
  }

  @Test
  void showsAnIndicatorThatThrowsBesideTheOthers() {
    health.add(
        store.says(() -> {
          throw new IllegalStateException("broken indicator");
        }));
    health.add(broker);

    HealthSnapshot snapshot = health.snapshot();

    assertThat(snapshot.status()).isEqualTo(Status.DEGRADED);
    assertThat(snapshot.components().get("neo4j").details().toString())
        .contains("broken indicator");
    assertThat(snapshot.components().get("rabbitmq").status()).isEqualTo(Status.UP);
  }

  @Test
  void isNotHeldUpByAnIndicatorThatHangs() {
    health.add(store.says(this::hang));
    health.add(broker);

    long before = System.nanoTime();
    HealthSnapshot snapshot = health.snapshot();

    assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(1));
    assertThat(snapshot.status()).isEqualTo(Status.DEGRADED);
    assertThat(snapshot.components().get("neo4j").details().toString()).contains("does not answer");
    assertThat(snapshot.components().get("rabbitmq").status()).isEqualTo(Status.UP);
  }

  @Test
  void asksAnIndicatorThatHangsOnlyOnce() {
    AtomicInteger asked = new AtomicInteger();
    health.add(
        store.says(() -> {
          asked.incrementAndGet();
          return hang();
        }));

    for (int i = 0; i < 5; i++) {
      health.snapshot();
    }

    assertThat(asked).hasValue(1);
  }

  @Test
  void doesNotThinkBetterOfAComponentForItsSilence() {
    health.add(store.says(() -> ComponentHealth.broken(Map.of())));
    health.snapshot();

    store.says(this::hang);

    assertThat(health.snapshot().status()).isEqualTo(Status.DOWN);
  }

  @Test
  void isReadyOnceEveryRequiredDependencyWasReached() {
    health.addRequired(store.says(() -> ComponentHealth.away(Map.of())));
    health.addRequired(broker);
    health.add(new FakeIndicator("work").says(() -> ComponentHealth.broken(Map.of())));

    assertThat(health.ready()).isFalse();
    assertThat(health.waitingFor()).containsExactly("neo4j");

    store.says(() -> ComponentHealth.up(Map.of()));
    assertThat(health.ready()).isTrue();
  }

  @Test
  void staysReadyWhileADependencyIsAwayAgain() {
    health.addRequired(store);
    assertThat(health.ready()).isTrue();

    store.says(() -> ComponentHealth.away(Map.of()));

    assertThat(health.ready()).isTrue();
  }

  @Test
  void isNotReadyFromTheMomentItStops() {
    health.addRequired(store);
    assertThat(health.ready()).isTrue();

    health.stopping();

    assertThat(health.ready()).isFalse();
    assertThat(health.snapshot().status()).isEqualTo(Status.UP);
  }

  @Test
  void isAliveWhateverItsDependenciesDo() {
    health.addRequired(store.says(() -> ComponentHealth.broken(Map.of())));
    health.addLiveness("work", () -> true);

    assertThat(health.live()).isTrue();
  }

  @Test
  void isNotAliveWhenALoopStandsStillOrItsCheckThrows() {
    health.addLiveness("work", () -> true);
    health.addLiveness(
        "polls",
        () -> {
          throw new IllegalStateException("a check");
        });

    assertThat(health.live()).isFalse();
    assertThat(health.liveness()).containsEntry("work", true).containsEntry("polls", false);
  }

  @Test
  void refusesTwoComponentsOfOneName() {
    health.add(store);

    assertThatThrownBy(() -> health.add(new FakeIndicator("neo4j")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("neo4j");
  }

  private ComponentHealth hang() {
    try {
      released.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return ComponentHealth.up(Map.of());
  }
}
