package org.discogsography.resilience.rabbit;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.GetResponse;
import com.rabbitmq.client.ShutdownSignalException;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Looks into queues without consuming: for tools, which run once and fail when the broker is away.
 * Each look counts as one delivery of every message that it saw. Not thread-safe.
 */
public final class DeadLetterBrowser implements AutoCloseable {
  private final RabbitSettings settings;
  private final EpochOpener opener;
  private final Epoch epoch;

  private DeadLetterBrowser(RabbitSettings settings, EpochOpener opener, Epoch epoch) {
    this.settings = settings;
    this.opener = opener;
    this.epoch = epoch;
  }

  /**
   * Connects once.
   *
   * @param clientName how the broker's tools show the connection
   * @param topology is declared, so that every queue to look into is there
   * @throws RabbitUnavailableException if that did not work
   */
  public static DeadLetterBrowser open(
      RabbitSettings settings, String clientName, Topology topology) {
    EpochOpener opener = new EpochOpener(settings, clientName, topology, new SimpleMeterRegistry());
    try {
      Epoch epoch = opener.open(1, new BlockedState(() -> {}));
      return new DeadLetterBrowser(settings, opener, epoch);
    } catch (IOException | TimeoutException | RuntimeException e) {
      opener.close();
      throw unavailable("RabbitMQ at " + settings.parsedUri() + " cannot be used", e);
    }
  }

  /**
   * Begins to look into a queue.
   *
   * @throws RabbitUnavailableException if there is no such queue, or no broker any more
   */
  public Look look(String queue) {
    try {
      return Look.into(queue, epoch.consuming().channel(), settings.closeTimeout());
    } catch (IOException | ShutdownSignalException e) {
      throw unavailable("The queue " + queue + " cannot be read", e);
    }
  }

  /** Hangs up; what looks took and did not remove is back in its queue then. */
  @Override
  public void close() {
    epoch.close(settings.closeTimeout());
    opener.close();
  }

  private static RabbitUnavailableException unavailable(String what, Exception failure) {
    return new RabbitUnavailableException(
        what + ": " + ConnectionProblem.of(failure).message(), failure);
  }

  /**
   * One look into a queue, on a channel of its own: what was in it at the beginning, each message
   * once, in the queue's order. Nothing is gone but what was removed; the rest goes back, once, at
   * the end; where many go back, a quorum queue may hand them out in another order then. Not
   * thread-safe.
   */
  public static final class Look implements AutoCloseable {
    private static final boolean AUTO_ACK = true;
    private static final boolean MULTIPLE = true;
    private static final boolean REQUEUE = true;

    /** With multiple: everything that is not settled. */
    private static final long ALL = 0;

    private final String queue;
    private final Channel channel;
    private final Duration closeTimeout;
    private long left;

    private Look(String queue, Channel channel, Duration closeTimeout, long left) {
      this.queue = queue;
      this.channel = channel;
      this.closeTimeout = closeTimeout;
      this.left = left;
    }

    private static Look into(String queue, Channel channel, Duration closeTimeout)
        throws IOException {
      // What comes later, perhaps because it was put back, is for the next look.
      long ready = channel.queueDeclarePassive(queue).getMessageCount();
      return new Look(queue, channel, closeTimeout, ready);
    }

    /**
     * The next message, or null after the last.
     *
     * @throws RabbitUnavailableException if the broker is gone; then everything is back in the
     *     queue
     */
    public @Nullable Delivery next() {
      if (left == 0) {
        return null;
      }
      try {
        GetResponse got = channel.basicGet(queue, !AUTO_ACK);
        left = got == null ? 0 : left - 1;
        return got == null
            ? null
            : Wire.delivery(queue, got.getEnvelope(), got.getProps(), got.getBody());
      } catch (IOException | ShutdownSignalException e) {
        throw unavailable("The queue " + queue + " cannot be read", e);
      }
    }

    /** How many more there were at the beginning than this look has returned. */
    public long left() {
      return left;
    }

    /** Takes a message that this look returned out of the queue for good. */
    public void remove(Delivery delivery) {
      try {
        channel.basicAck(delivery.tag(), !MULTIPLE);
      } catch (IOException | ShutdownSignalException e) {
        throw unavailable("A message of " + queue + " was not removed", e);
      }
    }

    @Override
    public void close() {
      if (channel.isOpen()) {
        Bounded.run("rabbitmq-look", closeTimeout, this::giveBack);
      }
    }

    private void giveBack() throws IOException, TimeoutException {
      channel.basicNack(ALL, MULTIPLE, REQUEUE);
      channel.close();
    }
  }
}
