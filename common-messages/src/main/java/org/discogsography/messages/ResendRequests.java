package org.discogsography.messages;

import java.util.Set;
import org.discogsography.resilience.failure.StoreException;

/** Where to ask for every record of some types again. */
@FunctionalInterface
public interface ResendRequests {
  /**
   * Returns when the requests are safe with the broker.
   *
   * @throws StoreException if they may not be; to be asked again
   */
  void askFor(Set<EntityType> types) throws InterruptedException;
}
