package org.discogsography.dashboard.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import org.discogsography.dashboard.FakeClock;
import org.discogsography.dashboard.FakeHttp;
import org.discogsography.dashboard.watch.BoundedHttp;
import org.discogsography.resilience.tls.TrustedCertificates;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class BrokerWatchIT {
  private final FakeClock clock = new FakeClock();
  private final BoundedHttp http = new BoundedHttp(Duration.ofSeconds(2));
  private FakeHttp broker;
  private BrokerWatch watch;

  @BeforeEach
  void start() throws IOException {
    broker = FakeHttp.start();
    watch = watch(broker.address());
  }

  @AfterEach
  void stop() {
    broker.close();
    http.close();
  }

  @Test
  void readsTheFiguresOfEveryWorkQueue() {
    broker.answers(200, QueueJson.queues());

    watch.poll();

    assertThat(watch.view().state()).isEqualTo(BrokerState.UP);
    assertThat(watch.view().queues()).hasSize(8);
    assertThat(watch.view().queues().get(3))
        .isEqualTo(
            new QueueFigures(
                "discogsography.graphinator.releases",
                "graphinator",
                "releases",
                true,
                1300,
                200,
                1,
                12.5,
                3.5,
                4));
    assertThat(watch.view().queues().get(0).exists()).isFalse();
  }

  @Test
  void keepsTheLastFiguresWhenTheBrokerGoes() {
    broker.answers(200, QueueJson.queues());
    watch.poll();
    broker.close();
    clock.pass(Duration.ofSeconds(2));

    watch.poll();

    BrokerView view = watch.view();
    assertThat(view.state()).isEqualTo(BrokerState.UNREACHABLE);
    assertThat(view.reason()).isEqualTo("nobody listens at its address");
    assertThat(view.ageSeconds()).isEqualTo(2);
    assertThat(view.queues()).hasSize(8);
  }

  @Test
  void saysThatTheCredentialsAreRefused() {
    broker.answers(401, "{\"error\":\"not_authorised\"}");

    watch.poll();

    assertThat(watch.view().state()).isEqualTo(BrokerState.REFUSED);
  }

  @Test
  void anAlarmLastsUntilTheBrokerSaysOtherwise() {
    poll(nodes(true), 500);
    assertThat(watch.view().alarms()).containsExactly("memory");

    for (int status : new int[] {500, 503, 404, 429}) {
      poll(null, status);
      assertThat(watch.view().state()).isEqualTo(BrokerState.UP);
      assertThat(watch.view().alarms()).as("status " + status).containsExactly("memory");
    }
    poll(nodes(false), 500);
    assertThat(watch.view().alarms()).isEmpty();
  }

  @Test
  void whoMayNotSeeNodesKnowsOfNoAlarm() {
    for (int status : new int[] {401, 403}) {
      poll(nodes(true), 500);
      poll(null, status);

      assertThat(watch.view().state()).isEqualTo(BrokerState.UP);
      assertThat(watch.view().alarms()).as("status " + status).isEmpty();
    }
  }

  @Test
  void isStaleThenUnreachableWhileTheBrokerHangs() {
    broker.answers(200, QueueJson.queues());
    watch.poll();
    broker.hangsInTheBody();

    watch.poll();
    assertThat(watch.view().state()).isEqualTo(BrokerState.STALE);

    clock.pass(Duration.ofSeconds(31));
    watch.poll();
    assertThat(watch.view().state()).isEqualTo(BrokerState.UNREACHABLE);
  }

  @Test
  void takesNothingElseForFigures() {
    for (String body : new String[] {"<html>", "{}", "[1]", "[{\"name\":{}}]", ""}) {
      broker.answers(200, body);

      watch.poll();

      assertThat(watch.view().state()).as(body).isEqualTo(BrokerState.UNREACHABLE);
    }
  }

  @Test
  void stopsReadingAnEndlessAnswer() {
    broker.floods();

    watch.poll();

    assertThat(watch.view().reason()).contains("larger than 1 MiB");
  }

  @Test
  void doesNotFollowRedirects() throws IOException {
    try (FakeHttp other = FakeHttp.start()) {
      broker.redirectsTo(other.address());

      watch.poll();

      assertThat(watch.view().state()).isEqualTo(BrokerState.UNREACHABLE);
      assertThat(other.requests()).isZero();
    }
  }

  /**
   * Asks once.
   *
   * @param nodes null for a refusal with that status
   */
  private void poll(String nodes, int status) {
    broker.serves(request -> request.startsWith("/api/nodes") ? nodes : QueueJson.queues(), status);
    watch.poll();
  }

  private static String nodes(boolean memory) {
    return "[{\"name\":\"rabbit@a\",\"mem_alarm\":%s,\"disk_free_alarm\":false}]".formatted(memory);
  }

  private BrokerWatch watch(URI address) {
    return BrokerWatch.over(
        http,
        new ManagementSettings(address, "guest", "guest", "/", TrustedCertificates.OF_THE_JVM),
        clock);
  }
}
