package org.discogsography.resilience.rabbit;

import com.rabbitmq.client.BlockedListener;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether an alarm of the broker (memory, disk) keeps one connection from publishing. */
final class BlockedState implements BlockedListener {
  private static final Logger LOG = LoggerFactory.getLogger(BlockedState.class);

  private final Runnable whenChanged;
  private volatile @Nullable String reason;

  /**
   * @param whenChanged called on the client's thread; must not block
   */
  BlockedState(Runnable whenChanged) {
    this.whenChanged = whenChanged;
  }

  /** The broker's words, or null when it takes messages. */
  @Nullable String reason() {
    return reason;
  }

  @Override
  public void handleBlocked(String why) {
    LOG.warn("RabbitMQ does not take messages: {}", why);
    reason = why;
    whenChanged.run();
  }

  @Override
  public void handleUnblocked() {
    LOG.info("RabbitMQ takes messages again");
    reason = null;
    whenChanged.run();
  }
}
