package org.discogsography.resilience.rabbit;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** What subscriptions and publishers need of the connection. Thread-safe. */
interface BrokerAccess {
  /** The epoch as soon as there is one; null when the limit has passed or it was closed. */
  @Nullable Epoch await(Duration limit) throws InterruptedException;

  /** Declares the topology again, because something in it turned out to be missing. */
  void declareAgain(Epoch epoch) throws IOException, TimeoutException;
}
