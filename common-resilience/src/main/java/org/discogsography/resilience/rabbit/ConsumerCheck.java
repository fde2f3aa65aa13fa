package org.discogsography.resilience.rabbit;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.AlreadyClosedException;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Command;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Asks from time to time whether the queue still has a consumer while nothing is delivered: a
 * broker that deletes a queue can, rarely, fail to cancel its consumers, and a queue of the same
 * name then fills up before somebody who waits for ever. Never waits for the answer.
 */
final class ConsumerCheck {
  private final Channel channel;
  private final String queue;
  private final long intervalNanos;
  private @Nullable CompletableFuture<Command> asked;
  private long lastNanos = System.nanoTime();

  ConsumerCheck(Channel channel, String queue, Duration interval) {
    this.channel = channel;
    this.queue = queue;
    this.intervalNanos = interval.toNanos();
  }

  /** Something was delivered. */
  void delivered() {
    lastNanos = System.nanoTime();
  }

  /** Nothing was delivered: true if the broker said that nobody consumes. */
  boolean isForgotten() {
    CompletableFuture<Command> before = asked;
    if (before != null && before.isDone()) {
      asked = null;
      return hasNoConsumer(before);
    }
    if (before == null && System.nanoTime() - lastNanos > intervalNanos) {
      lastNanos = System.nanoTime();
      ask();
    }
    return false;
  }

  private void ask() {
    try {
      asked =
          channel.asyncCompletableRpc(
              new AMQP.Queue.Declare.Builder().queue(queue).passive(true).build());
    } catch (IOException | AlreadyClosedException e) {
      // The channel's end is reported by the channel.
    }
  }

  /** An answer that is an error closed the channel, which reports that itself. */
  private static boolean hasNoConsumer(CompletableFuture<Command> answer) {
    return !answer.isCompletedExceptionally()
        && answer.join().getMethod() instanceof AMQP.Queue.DeclareOk ok
        && ok.getConsumerCount() == 0;
  }
}
