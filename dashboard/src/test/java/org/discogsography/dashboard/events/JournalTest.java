package org.discogsography.dashboard.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.discogsography.dashboard.broker.BrokerState;
import org.discogsography.dashboard.broker.BrokerView;
import org.discogsography.dashboard.broker.QueueFigures;
import org.discogsography.dashboard.services.Component;
import org.discogsography.dashboard.services.Facts;
import org.discogsography.dashboard.services.ServiceState;
import org.discogsography.dashboard.services.ServiceView;
import org.junit.jupiter.api.Test;

class JournalTest {
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

  private final Journal journal = new Journal();
  private final Changes changes = new Changes(journal);

  @Test
  void keepsTheLastThousand() {
    for (int i = 0; i < 1_500; i++) {
      journal.add(NOON, Event.Kind.QUEUE, Event.Tone.GOOD, "queue", "text " + i);
    }

    assertThat(journal.newest(5_000)).hasSize(1_000);
    assertThat(journal.newest(1).getFirst().text()).isEqualTo("text 1499");
    assertThat(journal.after(1_498)).hasSize(2);
  }

  @Test
  void writesDownWhatChangedAndNothingElse() {
    look(ServiceState.UP, "UP", "closed", true);
    look(ServiceState.UP, "UP", "closed", true);
    assertThat(journal.last()).isZero();

    look(ServiceState.DEGRADED, "DOWN", "open", true);
    look(ServiceState.DEGRADED, "DOWN", "open", true);

    assertThat(journal.newest(10))
        .extracting(Event::kind)
        .containsExactly(Event.Kind.BREAKER, Event.Kind.COMPONENT, Event.Kind.SERVICE);
    assertThat(journal.newest(10)).extracting(Event::tone).containsOnly(Event.Tone.BAD);
  }

  @Test
  void tellsQueuesThatGoAndCome() {
    look(ServiceState.UP, "UP", "closed", true);
    look(ServiceState.UP, "UP", "closed", false);
    look(ServiceState.UP, "UP", "closed", true);

    assertThat(journal.newest(10))
        .extracting(Event::text)
        .containsExactly("queue was created", "queue is gone");
  }

  @Test
  void anOutageBeginsOnceAndEndsOnce() {
    Outages outages = new Outages(journal);
    outages.away("postgres", NOON, "it does not answer");
    outages.away("postgres", NOON.plusSeconds(5), "it does not answer");
    assertThat(outages.all()).extracting(Outage::to).containsExactly((String) null);

    outages.back("postgres", NOON.plusSeconds(65));
    outages.back("postgres", NOON.plusSeconds(66));

    assertThat(outages.all())
        .containsExactly(
            new Outage(
                "postgres", "2026-01-01T12:00:00Z", "2026-01-01T12:01:05Z", "it does not answer"));
    assertThat(journal.newest(5))
        .extracting(Event::text)
        .containsExactly("outage ended after 65 s", "outage began: it does not answer");
  }

  @Test
  void keepsTheLastTwoHundredOutages() {
    Outages outages = new Outages(journal);
    for (int i = 0; i < 300; i++) {
      outages.away("neo4j", NOON.plusSeconds(i), null);
      outages.back("neo4j", NOON.plusSeconds(i + 1));
    }

    assertThat(outages.all()).hasSize(200);
  }

  private void look(ServiceState state, String component, String breaker, boolean queue) {
    Facts facts =
        new Facts(
            Map.of("postgres", new Facts.Breaker(breaker, 0, 5, 0)),
            Map.of(),
            Map.of(),
            Map.of(),
            null);
    ServiceView service =
        new ServiceView(
            "tableinator",
            "",
            state,
            state.name(),
            0.0,
            null,
            List.of(new Component("postgres", component, Map.of("reason", "refused"))),
            facts);
    QueueFigures figures = new QueueFigures("q", "tableinator", "artists", queue, 0, 0, 1, 0, 0, 0);
    changes.look(
        NOON,
        List.of(service),
        new BrokerView(BrokerState.UP, "", 0.0, null, List.of(figures), List.of()),
        List.of());
  }
}
