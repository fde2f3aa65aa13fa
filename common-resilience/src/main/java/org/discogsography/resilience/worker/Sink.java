package org.discogsography.resilience.worker;

import java.util.List;
import java.util.Optional;
import org.discogsography.resilience.failure.StoreException;
import org.discogsography.resilience.rabbit.Delivery;

/**
 * The store at the end of a worker loop. Writes are idempotent: the loop writes the same batch
 * again whenever it cannot know whether the last attempt was committed. Each queue has its own
 * loop, so a sink is called by several threads at once.
 *
 * @param <R> what a delivery is decoded into
 */
public interface Sink<R> {
  /** The store's name as in health, such as {@code postgres}. */
  String store();

  /** Checks and decodes one delivery. Needs no store and does not throw for bad input. */
  Decoded<R> decode(Delivery delivery);

  /**
   * Writes all records in one transaction, or none.
   *
   * @throws StoreException with the kind of the failure; nothing was written, or (connection lost
   *     while committing) all of it
   */
  Written write(List<R> records) throws InterruptedException;

  /**
   * Writes a built-in sample record through the same statements and rolls it back: right after a
   * record was refused this tells a store that refuses everything from a record that is bad.
   *
   * @throws StoreException if the store refuses the sample too
   */
  void trySample(R like) throws InterruptedException;

  /**
   * Looks at a record of a batch that the store refused as bad data, or of one that follows such a
   * batch. What can be seen to be bad without the store need not be searched for by halves, so that
   * a storm of bad records does not hold up the good ones between them. Needs no store; never says
   * so of a record that the store would take. By default nothing can be seen.
   */
  default Optional<Decoded.Malformed<R>> examine(R record) {
    return Optional.empty();
  }

  /**
   * Waits until the store takes writes, probing it on a connection of its own.
   *
   * @throws InterruptedException when the loop is being stopped
   */
  void awaitAvailable() throws InterruptedException;
}
