package org.discogsography.dashboard.broker;

import java.util.List;

/** What came of asking the management API. */
sealed interface BrokerAnswer {
  /**
   * It answered.
   *
   * @param alarms what it is short of, such as memory; empty where that is not known either
   */
  record Figures(List<QueueFigures> queues, List<String> alarms) implements BrokerAnswer {
    Figures(List<QueueFigures> queues) {
      this(queues, List.of());
    }
  }

  record TimedOut() implements BrokerAnswer {}

  record Refused() implements BrokerAnswer {}

  record Failed(String reason) implements BrokerAnswer {}
}
