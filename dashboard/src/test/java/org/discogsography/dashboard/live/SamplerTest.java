package org.discogsography.dashboard.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.discogsography.dashboard.broker.BrokerState;
import org.discogsography.dashboard.broker.BrokerView;
import org.discogsography.dashboard.services.Facts;
import org.discogsography.dashboard.services.ServiceState;
import org.discogsography.dashboard.services.ServiceView;
import org.junit.jupiter.api.Test;

class SamplerTest {
  @Test
  void theTimesOfBatchesAreThoseOfTheSlowestQueue() {
    assertThat(sampled("p50", loop("running", 45, 110), loop("running", 60, 90))).isEqualTo(60);
    assertThat(sampled("p95", loop("running", 45, 110), loop("running", 60, 90))).isEqualTo(110);
  }

  @Test
  void noBatchHasATimeWhileItsLoopIsHeldUp() {
    for (String state : List.of("holding", "waiting", "disconnected", "failed", "stopped")) {
      assertThat(sampled("p50", loop(state, 45, 110))).as(state).isNaN();
      assertThat(sampled("p95", loop(state, 45, 110))).as(state).isNaN();
    }
    assertThat(sampled("p50", loop("holding", 900, 950), loop("running", 60, 90))).isEqualTo(60);
  }

  private static float sampled(String figure, Facts.Loop... loops) {
    Map<String, Facts.Loop> named = new LinkedHashMap<>();
    for (Facts.Loop loop : loops) {
      named.put("queue " + named.size(), loop);
    }
    Facts facts = new Facts(Map.of(), Map.of(), Map.of(), named, null);
    ServiceView worker =
        new ServiceView(
            "tableinator", "", ServiceState.DEGRADED, "DEGRADED", 0.0, null, List.of(), facts);
    BrokerView broker = new BrokerView(BrokerState.UNKNOWN, "", null, null, List.of(), List.of());
    float[] sample =
        new Sampler(Figure.columns())
            .sample(new OverviewView("", List.of(worker), broker, List.of(), Map.of()));
    int place =
        Figure.columns().stream()
            .map(column -> column.name())
            .toList()
            .indexOf(figure + ":tableinator");
    return sample[place];
  }

  private static Facts.Loop loop(String state, double median, double slowest) {
    return new Facts.Loop(state, null, null, median, slowest);
  }
}
