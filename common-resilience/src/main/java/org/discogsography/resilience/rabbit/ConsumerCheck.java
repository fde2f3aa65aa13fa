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
 * name then fills up before somebody who waits for ever. Never waits for the answer, and takes one
 * that does not come for an answer, too.
 */
final class ConsumerCheck {
  /** More than any broker needs that is still to be waited for. */
  private static final long ANSWER_NANOS = Duration.ofSeconds(10).toNanos();

  private final Channel channel;
  private final String queue;
  private final long intervalNanos;
  private @Nullable CompletableFuture<Command> asked;
  private long lastNanos = System.nanoTime();
  private boolean passedOver;

  ConsumerCheck(Channel channel, String queue, Duration interval) {
    this.channel = channel;
    this.queue = queue;
    this.intervalNanos = interval.toNanos();
  }

  /** Something was delivered. */
  void delivered() {
    lastNanos = System.nanoTime();
    passedOver = false;
  }

  /** Nothing was delivered, and nothing is in hand: true if the broker does not serve us. */
  boolean isForgotten() {
    CompletableFuture<Command> before = asked;
    long since = System.nanoTime() - lastNanos;
    if (before != null && before.isDone()) {
      asked = null;
      return isForgotten(before);
    }
    if (before != null) {
      return since > ANSWER_NANOS;
    }
    if (since > intervalNanos) {
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
  private boolean isForgotten(CompletableFuture<Command> answer) {
    if (answer.isCompletedExceptionally()
        || !(answer.join().getMethod() instanceof AMQP.Queue.DeclareOk ok)) {
      return false;
    }
    // A stand-by is passed over for good reason; an only consumer twice in a row is not.
    boolean again = passedOver;
    passedOver = ok.getConsumerCount() == 1 && ok.getMessageCount() > 0;
    return ok.getConsumerCount() == 0 || (again && passedOver);
  }
}
