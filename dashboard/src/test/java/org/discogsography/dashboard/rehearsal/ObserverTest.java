package org.discogsography.dashboard.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.discogsography.dashboard.broker.BrokerState;
import org.discogsography.dashboard.broker.BrokerView;
import org.discogsography.dashboard.broker.QueueFigures;
import org.discogsography.messages.SinkName;
import org.junit.jupiter.api.Test;

/** What the broker's figures say of a pipeline. */
class ObserverTest {
  @Test
  void theQueuesOfAPipelineAreAddedUp() {
    assertThat(told(queue("graphinator", 3, 2, 1), queue("graphinator", 10, 0, 0)))
        .isEqualTo(Map.of(SinkName.GRAPHINATOR, new Look.Depth(15, 1)));
  }

  @Test
  void aPipelineOfWhichTheBrokerDoesNotKnowAQueueYetIsNotSaidToBeEmpty() {
    QueueFigures known = queue("tableinator", 3, 2, 1);
    QueueFigures other = queue("graphinator", 4, 0, 0);

    for (QueueFigures unknown :
        List.of(
            queue("tableinator", -1, 0, 0),
            queue("tableinator", 0, -1, 0),
            queue("tableinator", 0, 0, -1))) {
      assertThat(told(unknown, known, other))
          .as(unknown.toString())
          .isEqualTo(Map.of(SinkName.GRAPHINATOR, new Look.Depth(4, 0)));
    }
  }

  @Test
  void aQueueThatDoesNotExistIsNotMissed() {
    QueueFigures missing =
        new QueueFigures("q", "tableinator", "artists", false, -1, -1, 0, 0, 0, 0);

    assertThat(told(missing, queue("tableinator", 3, 2, 1)))
        .isEqualTo(Map.of(SinkName.TABLEINATOR, new Look.Depth(5, 1)));
  }

  private static Map<SinkName, Look.Depth> told(QueueFigures... queues) {
    BrokerView view = new BrokerView(BrokerState.UP, "here", 0.0, null, List.of(queues), List.of());
    return ((Look.Management.Told) Observer.told(view, Scene.BEGIN)).depths();
  }

  private static QueueFigures queue(String sink, long ready, long inHand, long dead) {
    return new QueueFigures("q", sink, "artists", true, ready, inHand, 0, 0, 0, dead);
  }
}
