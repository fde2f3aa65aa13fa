package org.discogsography.resilience.conformance;

import java.time.Duration;
import org.discogsography.localstack.LocalServer;
import org.discogsography.resilience.health.HealthIndicator;

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

  /** Whether the server returns a client's greeting, on a raw socket. */
  boolean greets();

  /** Whether the server does what clients ask for; where that is later than its greeting. */
  default boolean answers() {
    return greets();
  }

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

    HealthIndicator health();

    @Override
    void close();
  }
}
