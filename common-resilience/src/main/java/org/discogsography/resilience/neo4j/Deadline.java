package org.discogsography.resilience.neo4j;

import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.discogsography.resilience.failure.FailureKind;
import org.discogsography.resilience.failure.StoreException;

/** The failure of a call that the server did not answer in time. */
final class Deadline {
  static final String CODE = "DeadlineExceeded";

  private Deadline() {}

  static StoreException exceeded(Duration deadline) {
    String message = "no answer within " + deadline.toMillis() + " ms";
    return new StoreException(
        Neo4jClassifier.STORE,
        FailureKind.UNAVAILABLE,
        CODE,
        message,
        new TimeoutException(message));
  }
}
