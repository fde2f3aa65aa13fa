package org.discogsography.resilience.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.discogsography.resilience.conformance.Subject.Client;

/**
 * How long after the server answered again the next operation of a client succeeded.
 *
 * @param sinceAnswer what is held to the bar
 * @param sinceGreeting the same from the server's first sign of life
 */
record Recovery(Duration sinceAnswer, Duration sinceGreeting) {
  static final Duration BAR = Duration.ofSeconds(2);
  private static final Duration LIMIT = Duration.ofSeconds(90);
  private static final Duration LOOK = Duration.ofSeconds(1);

  /**
   * Heals the server and holds the client to the bar; when it answers is found out by greetings.
   */
  static void ofServer(Subject subject, Client client, String fault, Runnable heal)
      throws Exception {
    assertInTime(subject, fault, server(subject, client, heal).sinceAnswer());
  }

  /** Ends a fault of the line; the server has answered all the time. */
  static void ofLine(Subject subject, Client client, String fault, Runnable heal) throws Exception {
    CompletableFuture<Long> operated = later(() -> firstSuccess(client));
    heal.run();
    assertInTime(subject, fault, since(System.nanoTime(), operated));
  }

  /** Heals the server and measures. */
  static Recovery server(Subject subject, Client client, Runnable heal) throws Exception {
    CompletableFuture<Long> greeted = later(() -> first(subject::greets));
    CompletableFuture<Long> answered = later(() -> first(subject::answers));
    CompletableFuture<Long> operated = later(() -> firstSuccess(client));
    heal.run();
    return new Recovery(
        since(answered.get(LIMIT.toSeconds(), TimeUnit.SECONDS), operated),
        since(greeted.get(LIMIT.toSeconds(), TimeUnit.SECONDS), operated));
  }

  static void print(Subject subject, String fault, Duration took) {
    System.out.printf("recovery %s %s %d ms%n", subject.name(), fault, took.toMillis());
  }

  private static void assertInTime(Subject subject, String fault, Duration took) {
    print(subject, fault, took);
    assertThat(took).as(subject.name() + " after " + fault).isLessThan(BAR);
  }

  private static Duration since(long healed, CompletableFuture<Long> operated) throws Exception {
    long success = operated.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
    return Duration.ofNanos(Math.max(0, success - healed));
  }

  private static CompletableFuture<Long> later(LongSupplier measure) {
    return CompletableFuture.supplyAsync(measure::getAsLong, r -> Thread.ofPlatform().start(r));
  }

  private static long first(BooleanSupplier sign) {
    long deadline = System.nanoTime() + LIMIT.toNanos();
    while (!sign.getAsBoolean() && System.nanoTime() < deadline) {
      LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
    }
    return System.nanoTime();
  }

  /** What a worker does: waits until operating makes sense, and operates. */
  private static long firstSuccess(Client client) {
    long deadline = System.nanoTime() + LIMIT.toNanos();
    Exception last = null;
    String before = "";
    while (System.nanoTime() < deadline) {
      try {
        if (client.awaitAvailable(LOOK)) {
          client.operate();
          return System.nanoTime();
        }
      } catch (Exception e) {
        last = e;
        if (!e.toString().equals(before)) {
          before = e.toString();
          System.out.printf("%s still %s%n", LocalTime.now(ZoneId.systemDefault()), e);
        }
        LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
      }
    }
    throw new IllegalStateException("does not operate", last);
  }
}
