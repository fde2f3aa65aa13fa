package org.discogsography.dashboard.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.discogsography.dashboard.broker.QueueFigures;
import org.discogsography.dashboard.services.Facts;
import org.discogsography.dashboard.services.ServiceState;
import org.discogsography.dashboard.services.ServiceView;
import org.junit.jupiter.api.Test;

class OverviewTest {
  private static final String QUEUE = "discogsography.tableinator.releases";

  @Test
  void aQueueIsEmptiedWhileItHasAConsumerAndItsLoopRuns() {
    assertThat(Overview.emptied(queue(1), List.of(worker("running")))).isTrue();
    assertThat(Overview.emptied(queue(0), List.of(worker("running")))).isFalse();
    for (String state : List.of("holding", "waiting", "disconnected", "failed", "stopped")) {
      assertThat(Overview.emptied(queue(1), List.of(worker(state)))).as(state).isFalse();
    }
  }

  @Test
  void ofAWorkerThatTellsNothingItsConsumersTell() {
    assertThat(Overview.emptied(queue(1), List.of())).isTrue();
    assertThat(Overview.emptied(queue(0), List.of())).isFalse();
  }

  private static QueueFigures queue(long consumers) {
    return new QueueFigures(QUEUE, "tableinator", "releases", true, 100, 0, consumers, 0, 10, 0);
  }

  private static ServiceView worker(String state) {
    Facts.Loop loop = new Facts.Loop(state, null, null, null, null);
    Facts facts = new Facts(Map.of(), Map.of(), Map.of(), Map.of(QUEUE, loop), null);
    return new ServiceView("tableinator", "", ServiceState.UP, "UP", 0.0, null, List.of(), facts);
  }
}
