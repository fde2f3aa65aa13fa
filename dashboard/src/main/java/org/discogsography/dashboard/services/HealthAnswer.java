package org.discogsography.dashboard.services;

import java.util.List;
import org.discogsography.resilience.health.Status;
import tools.jackson.databind.JsonNode;

/** What came of asking a service for its health. */
sealed interface HealthAnswer {
  /**
   * It answered as a service does.
   *
   * @param whole everything that it said
   */
  record Said(Status status, List<Component> components, Facts facts, JsonNode whole)
      implements HealthAnswer {}

  /** It took too long: it may be back in a moment. */
  record TimedOut() implements HealthAnswer {}

  /** There is no service that could be asked. */
  record Failed(String reason) implements HealthAnswer {}
}
