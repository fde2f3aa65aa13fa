package org.discogsography.resilience.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.discogsography.resilience.conformance.Subject.Client;
import org.discogsography.resilience.health.ServiceHealth;
import org.discogsography.resilience.operations.OperationsServer;
import org.discogsography.resilience.operations.OperationsSettings;
import org.discogsography.resilience.operations.ProcessMeters;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A service that uses all three servers, one of which hangs while 32 threads want it. */
@Timeout(180)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class HungServerFaultIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration HANG = Duration.ofSeconds(9);
  private static final Duration GRACE = Duration.ofMillis(1_500);
  private static final int CROWD = 32;
  private static final int BEFORE = 100;

  private final Map<Kind, Subject> subjects = new EnumMap<>(Kind.class);
  private final Map<Kind, Client> clients = new EnumMap<>(Kind.class);
  private final ServiceHealth health = new ServiceHealth("sample");
  private final ProcessMeters meters = new ProcessMeters();
  private final HttpClient http = HttpClient.newHttpClient();
  private OperationsServer operations;

  @BeforeAll
  void open() throws Exception {
    for (Kind each : Kind.values()) {
      Subject subject = each.subject();
      subject.server().start();
      Client client = subject.open();
      subjects.put(each, subject);
      clients.put(each, client);
      health.addRequired(client.health());
    }
    operations =
        OperationsServer.start(
            new OperationsSettings("127.0.0.1", 0), health, meters.registry(), routes -> {});
  }

  @AfterAll
  void close() {
    subjects.values().forEach(each -> each.server().start());
    operations.close();
    clients.values().forEach(Client::close);
    meters.close();
    http.close();
  }

  @ParameterizedTest
  @EnumSource
  void holdsUpNobodyLongerThanTheirLimitAndNothingElseAtAll(Kind hung) throws Exception {
    for (Client each : clients.values()) {
      assertThat(each.awaitAvailable(PATIENCE)).isTrue();
    }
    askForHealth();
    Subject subject = subjects.get(hung);
    Map<Kind, Duration> before = medians(hung, Duration.ZERO);
    try (HealthWatch watch = new HealthWatch(this::askForHealth);
        Callers crowd = Callers.start(clients.get(hung), CROWD, Duration.ofMillis(5))) {
      crowd.awaitStarted();
      subject.server().pause();
      Map<Kind, Duration> during = medians(hung, HANG);

      assertThat(crowd.stop(subject.callLimit().plus(GRACE))).isTrue();
      System.out.printf("hung %s longest call %d ms%n", hung.text(), crowd.longest().toMillis());
      assertThat(crowd.longest()).isLessThan(subject.callLimit().plus(GRACE));
      assertNotSlowed(hung, before, during);
      watch.assertAnsweredAtOnce();
      Recovery.ofServer(subject, clients.get(hung), "hung-under-a-crowd", subject.server()::resume);
    } finally {
      subject.server().start();
    }
  }

  /** Of the calls to the others, in turn: so many, and for so long. */
  private Map<Kind, Duration> medians(Kind hung, Duration time) throws Exception {
    Map<Kind, List<Long>> took = new EnumMap<>(Kind.class);
    long end = System.nanoTime() + time.toNanos();
    for (int i = 0; i < BEFORE || System.nanoTime() < end; i++) {
      for (Map.Entry<Kind, Client> each : clients.entrySet()) {
        if (each.getKey() != hung) {
          long began = System.nanoTime();
          each.getValue().operate();
          took.computeIfAbsent(each.getKey(), k -> new ArrayList<>())
              .add(System.nanoTime() - began);
        }
      }
    }
    Map<Kind, Duration> medians = new EnumMap<>(Kind.class);
    took.forEach((kind, all) -> medians.put(kind, median(all)));
    return medians;
  }

  private static Duration median(List<Long> nanos) {
    return Percentiles.of(nanos, Duration::ofNanos).p50();
  }

  private static void assertNotSlowed(
      Kind hung, Map<Kind, Duration> before, Map<Kind, Duration> during) {
    before.forEach((kind, usual) -> {
      Duration now = during.get(kind);
      System.out.printf(
          "median %s %d us, while %s hangs %d us%n",
          kind.text(), usual.toNanos() / 1_000, hung.text(), now.toNanos() / 1_000);
      assertThat(now).isLessThan(usual.multipliedBy(3).plusMillis(10));
    });
  }

  private void askForHealth() throws IOException, InterruptedException {
    URI uri = URI.create("http://127.0.0.1:" + operations.port() + "/health");
    HttpResponse<String> answer =
        http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
    if (answer.statusCode() != 200 || !answer.body().contains("postgres")) {
      throw new IOException("health answered " + answer.statusCode() + " " + answer.body());
    }
  }
}
