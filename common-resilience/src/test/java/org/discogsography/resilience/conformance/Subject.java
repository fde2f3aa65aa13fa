package org.discogsography.resilience.conformance;

import java.time.Duration;
import org.discogsography.localstack.LocalServer;

/**
 * A kind of server with the client that the library has for it: what the suites hold to account.
 */
interface Subject {
  /** As in health. */
  String name();

  LocalServer server();

  int port();

  /** A client with short limits that reaches the server through the port. */
  Client open(int port);

  default Client open() {
    return open(port());
  }

  /** Whether the server takes clients now, by a greeting on a raw socket. */
  boolean answers();

  /** How many connections of clients the server has, by its own account; the asker's left out. */
  int connectionsAtServer() throws Exception;

  /** Whether a thread of that name is the client's. */
  boolean owns(String threadName);

  /** The longest that a call may take, by the client's settings. */
  Duration callLimit();

  /** The longest that closing may take. */
  Duration closeLimit();

  /** A client of the library, reduced to what all have in common. */
  interface Client extends AutoCloseable {
    /** One committed write, or one confirmed publish; throws if it was not done. */
    void operate() throws Exception;

    /** Whether the client says within the limit that operating makes sense. */
    boolean awaitAvailable(Duration limit) throws InterruptedException;

    org.discogsography.resilience.health.HealthIndicator health();

    @Override
    void close();
  }
}
