package org.discogsography.dashboard.services;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.discogsography.dashboard.FakeClock;
import org.discogsography.resilience.health.Status;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

class ServiceWatchTest {
  private static final List<Component> COMPONENTS =
      List.of(new Component("neo4j", "UP", Map.of("since", "noon")));

  private final FakeClock clock = new FakeClock();
  private HealthAnswer next = new HealthAnswer.Failed("nobody listens at its address");
  private final ServiceWatch watch =
      new ServiceWatch(
          new Target("graphinator", URI.create("http://127.0.0.1:8001")), target -> next, clock);

  @Test
  void knowsNothingBeforeItAsked() {
    assertThat(watch.view().state()).isEqualTo(ServiceState.UNKNOWN);
    assertThat(watch.view().ageSeconds()).isNull();
  }

  @ParameterizedTest
  @EnumSource(Status.class)
  void showsWhatTheServiceSays(Status status) {
    poll(said(status));
    clock.pass(Duration.ofMillis(1_500));

    ServiceView view = watch.view();

    assertThat(view.state().name()).isEqualTo(status.name());
    assertThat(view.ageSeconds()).isEqualTo(1.5);
    assertThat(view.components()).isEqualTo(COMPONENTS);
    assertThat(view.reason()).isNull();
  }

  @Test
  void isUnreachableAtOnceWhenNobodyListens() {
    poll(said(Status.UP));
    clock.pass(Duration.ofSeconds(2));
    poll(new HealthAnswer.Failed("nobody listens at its address"));

    ServiceView view = watch.view();

    assertThat(view.state()).isEqualTo(ServiceState.UNREACHABLE);
    assertThat(view.said()).isEqualTo("UP");
    assertThat(view.ageSeconds()).isEqualTo(2);
    assertThat(view.reason()).isEqualTo("nobody listens at its address");
  }

  @Test
  void isStaleWhileAServiceThatAnsweredTakesTooLong() {
    poll(said(Status.UP));
    clock.pass(Duration.ofSeconds(4));
    poll(new HealthAnswer.TimedOut());

    assertThat(watch.view().state()).isEqualTo(ServiceState.STALE);
    assertThat(watch.view().reason()).isEqualTo("it does not answer in time");
  }

  @Test
  void isUnreachableWhenTheSilenceLasts() {
    poll(said(Status.UP));
    clock.pass(Duration.ofSeconds(31));
    poll(new HealthAnswer.TimedOut());

    assertThat(watch.view().state()).isEqualTo(ServiceState.UNREACHABLE);
  }

  @Test
  void isStaleWhenNobodyAskedForLong() {
    poll(said(Status.UP));
    clock.pass(Duration.ofSeconds(11));

    assertThat(watch.view().state()).isEqualTo(ServiceState.STALE);
  }

  @Test
  void comesBackWithTheNextAnswer() {
    poll(new HealthAnswer.TimedOut());
    assertThat(watch.view().state()).isEqualTo(ServiceState.UNREACHABLE);

    poll(said(Status.DEGRADED));

    assertThat(watch.view().state()).isEqualTo(ServiceState.DEGRADED);
  }

  @Test
  void givesTheLastAnswerInFullUntilOneFails() {
    JsonNode whole = JsonMapper.shared().readTree("{\"status\":\"UP\"}");
    assertThat(watch.heard()).isEmpty();

    poll(new HealthAnswer.Said(Status.UP, COMPONENTS, Facts.NONE, whole));
    Instant answered = clock.instant();
    clock.pass(Duration.ofSeconds(1));
    assertThat(watch.heard()).contains(new ServiceWatch.Heard(whole, answered));

    poll(new HealthAnswer.TimedOut());
    assertThat(watch.heard()).isEmpty();
  }

  private static HealthAnswer said(Status status) {
    return new HealthAnswer.Said(status, COMPONENTS, Facts.NONE, MissingNode.getInstance());
  }

  private void poll(HealthAnswer answer) {
    next = answer;
    watch.poll();
  }
}
