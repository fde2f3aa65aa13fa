package org.discogsography.resilience.rabbit;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells publishers about their confirms on a thread that is neither the client's, which must go on
 * reading, nor holds a lock. Bounded by the publisher's window.
 */
final class ConfirmationRunner {
  private static final Logger LOG = LoggerFactory.getLogger(ConfirmationRunner.class);

  private final BlockingQueue<List<Outstanding>> confirmed = new LinkedBlockingQueue<>();
  private final Consumer<List<Outstanding>> whenTold;
  private final Thread thread =
      Thread.ofVirtual().name("rabbitmq-confirmations").unstarted(this::run);

  /**
   * @param whenTold called after each of a list has been told
   */
  ConfirmationRunner(Consumer<List<Outstanding>> whenTold) {
    this.whenTold = whenTold;
  }

  void start() {
    thread.start();
  }

  void add(List<Outstanding> messages) {
    confirmed.add(messages);
  }

  void close(Duration limit) {
    thread.interrupt();
    Bounded.run("rabbitmq-close", limit, thread::join);
  }

  private void run() {
    try {
      while (true) {
        List<Outstanding> messages = confirmed.take();
        messages.forEach(ConfirmationRunner::tell);
        whenTold.accept(messages);
      }
    } catch (InterruptedException e) {
      LOG.debug("No more confirmations");
    }
  }

  private static void tell(Outstanding message) {
    try {
      message.receipt().confirmed();
    } catch (RuntimeException | Error e) {
      // Also what a mapped file throws when its disk fails: nobody else tells the others.
      LOG.error("The callback of a confirmed message failed", e);
    }
  }
}
