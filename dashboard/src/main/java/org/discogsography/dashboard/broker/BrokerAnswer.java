package org.discogsography.dashboard.broker;

import java.util.List;
import java.util.Optional;

/** What came of asking the management API. */
sealed interface BrokerAnswer {
  /**
   * It answered.
   *
   * @param alarms what it is short of, such as memory; none where we may not know; absent where it
   *     did not say this time
   */
  record Figures(List<QueueFigures> queues, Optional<List<String>> alarms)
      implements BrokerAnswer {}

  record TimedOut() implements BrokerAnswer {}

  record Refused() implements BrokerAnswer {}

  record Failed(String reason) implements BrokerAnswer {}
}
