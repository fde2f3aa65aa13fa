package org.discogsography.dashboard.broker;

import java.util.List;

/** What came of asking the management API. */
sealed interface BrokerAnswer {
  record Figures(List<QueueFigures> queues) implements BrokerAnswer {}

  record TimedOut() implements BrokerAnswer {}

  record Refused() implements BrokerAnswer {}

  record Failed(String reason) implements BrokerAnswer {}
}
