package org.discogsography.dashboard.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.discogsography.dashboard.broker.BrokerState;
import org.discogsography.dashboard.broker.BrokerView;
import org.discogsography.dashboard.broker.QueueFigures;
import org.discogsography.dashboard.events.Journal;
import org.discogsography.dashboard.history.QueueTrend;
import org.discogsography.dashboard.services.Component;
import org.discogsography.dashboard.services.Facts;
import org.discogsography.dashboard.services.ServiceState;
import org.discogsography.dashboard.services.ServiceView;
import org.junit.jupiter.api.Test;

class AlertBookTest {
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
  private static final String QUEUE = "discogsography.tableinator.releases";

  private final Journal journal = new Journal();
  private final AlertBook book = new AlertBook(journal);

  @Test
  void aPlatformThatWorksRaisesNothing() {
    assertThat(rules(120, sight(service(ServiceState.UP, "UP", "closed"), queue(0, 1, 10, 0))))
        .isEmpty();
  }

  @Test
  void aQueueWithoutConsumerCountsAfterHalfAMinute() {
    Sight sight = sight(service(ServiceState.UP, "UP", "closed"), queue(5, 0, 0, 0));
    book.look(NOON, sight);
    assertThat(book.look(NOON.plusSeconds(29), sight)).isEmpty();

    List<AlertView> alerts = book.look(NOON.plusSeconds(30), sight);

    assertThat(alerts)
        .containsExactly(
            new AlertView(
                "no_consumer",
                Severity.WARNING,
                QUEUE,
                "2026-01-01T12:00:00Z",
                "5 messages wait",
                Rule.NO_CONSUMER.action()));
  }

  @Test
  void aPauseBeginsTheWaitAnew() {
    Sight bad = sight(service(ServiceState.UP, "UP", "closed"), queue(5, 0, 0, 0));
    Sight good = sight(service(ServiceState.UP, "UP", "closed"), queue(5, 1, 10, 0));
    book.look(NOON, bad);
    book.look(NOON.plusSeconds(20), good);
    book.look(NOON.plusSeconds(21), bad);

    assertThat(book.look(NOON.plusSeconds(40), bad)).isEmpty();
  }

  @Test
  void raisingAndClearingAreWrittenDownOnce() {
    Sight bad = sight(service(ServiceState.DOWN, "UP", "closed"), queue(0, 1, 0, 0));
    book.look(NOON, bad);
    book.look(NOON.plusSeconds(1), bad);
    book.look(
        NOON.plusSeconds(2), sight(service(ServiceState.UP, "UP", "closed"), queue(0, 1, 0, 0)));

    assertThat(journal.newest(10))
        .extracting(event -> event.text())
        .containsExactly("service_down cleared", "service_down raised: it says DOWN of itself");
  }

  @Test
  void aQueueThatIsNotAcknowledgedIsNotDraining() {
    assertThat(rules(60, sight(service(ServiceState.UP, "UP", "closed"), queue(9, 1, 0, 0))))
        .containsExactly("queue_not_draining");
  }

  @Test
  void aBreakerThatStaysOpenIsCritical() {
    assertThat(rules(60, sight(service(ServiceState.DEGRADED, "DOWN", "open"), queue(0, 1, 0, 0))))
        .containsExactly("breaker_open", "store_away");
  }

  @Test
  void aWrongPasswordIsNoStoreThatIsAway() {
    assertThat(rules(5, sight(service(ServiceState.DOWN, "DOWN", "closed"), queue(0, 1, 0, 0))))
        .containsExactly("service_down");
  }

  @Test
  void anUnreachableServiceIsNotBelievedAboutItsStore() {
    assertThat(
            rules(5, sight(service(ServiceState.UNREACHABLE, "DOWN", "closed"), queue(0, 1, 0, 0))))
        .containsExactly("service_unreachable");
  }

  @Test
  void whatAnUnreachableServiceSaidLastRaisesNothingMore() {
    assertThat(
            rules(90, sight(service(ServiceState.UNREACHABLE, "DOWN", "open"), queue(0, 1, 0, 0))))
        .containsExactly("service_unreachable");
  }

  @Test
  void whatTheDashboardIsRefusedIsNoOutage() {
    ServiceView dashboard = service("dashboard", ServiceState.DEGRADED, "DOWN", "closed");

    assertThat(rules(5, sight(dashboard, queue(0, 1, 0, 0)))).isEmpty();
  }

  @Test
  void anAlarmOfABrokerThatIsGoneIsOver() {
    Sight gone = sightOf(broker(BrokerState.UNREACHABLE, queue(0, 1, 0, 0), List.of("disk")));

    assertThat(rules(60, gone)).isEmpty();
  }

  @Test
  void deadLettersThatGrowAreAnAlert() {
    Sight sight =
        new Sight(
            List.of(),
            broker(BrokerState.UP, queue(0, 1, 0, 7), List.of()),
            List.of(),
            Map.of(),
            Map.of(QUEUE, 3L));

    assertThat(book.look(NOON, sight))
        .extracting(AlertView::evidence)
        .containsExactly("3 more in ten minutes, 7 in all");
  }

  @Test
  void theBrokersAlarmAndRefusalAreAlerts() {
    Sight alarm = sightOf(broker(BrokerState.UP, queue(0, 1, 0, 0), List.of("memory")));
    Sight refusal = sightOf(broker(BrokerState.REFUSED, queue(5, 0, 0, 0), List.of()));

    assertThat(rules(0, alarm)).containsExactly("broker_alarm");
    assertThat(rules(60, refusal)).containsExactly("management_refused");
  }

  @Test
  void longBehindAndGrowingAreSaid() {
    Sight sight =
        new Sight(
            List.of(),
            broker(BrokerState.UP, queue(9_000, 1, 5, 0), List.of()),
            List.of(),
            Map.of(QUEUE, new QueueTrend(12.0, 900L, false, null)),
            Map.of());

    assertThat(rules(120, sight)).containsExactly("time_behind", "queue_growing");
  }

  private List<String> rules(int seconds, Sight sight) {
    book.look(NOON, sight);
    return book.look(NOON.plusSeconds(seconds), sight).stream().map(AlertView::rule).toList();
  }

  private static Sight sight(ServiceView service, QueueFigures queue) {
    return new Sight(
        List.of(service), broker(BrokerState.UP, queue, List.of()), List.of(), Map.of(), Map.of());
  }

  private static Sight sightOf(BrokerView broker) {
    return new Sight(List.of(), broker, List.of(), Map.of(), Map.of());
  }

  private static BrokerView broker(BrokerState state, QueueFigures queue, List<String> alarms) {
    return new BrokerView(state, "", 0.0, "refused", List.of(queue), alarms);
  }

  private static QueueFigures queue(long ready, long consumers, double acknowledged, long dead) {
    return new QueueFigures(
        QUEUE, "tableinator", "releases", true, ready, 0, consumers, 0, acknowledged, dead);
  }

  private static ServiceView service(ServiceState state, String component, String breaker) {
    return service("tableinator", state, component, breaker);
  }

  private static ServiceView service(
      String name, ServiceState state, String component, String breaker) {
    return new ServiceView(
        name,
        "",
        state,
        state.name(),
        0.0,
        null,
        List.of(new Component("postgres", component, Map.of())),
        new Facts(
            Map.of("postgres", new Facts.Breaker(breaker, 7, 5, 1)),
            Map.of("postgres", new Facts.Pool(2, 10, 0)),
            Map.of(),
            Map.of(),
            null));
  }
}
