package org.discogsography.resilience.rabbit;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.discogsography.resilience.failure.FailureKind;
import org.discogsography.resilience.failure.StoreException;
import org.discogsography.resilience.probe.Probe;

/**
 * Publishes an empty message that no queue gets, and waits for its confirm: on the connection that
 * messages take, because an alarm of the broker stops that one and no other. A user who may not
 * publish to the default exchange gets an answer too, which is enough.
 */
final class RabbitProbe implements Probe {
  private static final String NOWHERE = "resilience.probe";

  private final BrokerAccess access;
  private final Supplier<StoreException> absence;
  private final Duration limit;

  /**
   * @param absence why there is no connection
   * @param limit for the connection, and then for the confirm
   */
  RabbitProbe(BrokerAccess access, Supplier<StoreException> absence, Duration limit) {
    this.access = access;
    this.absence = absence;
    this.limit = limit;
  }

  @Override
  public void attempt() throws InterruptedException {
    Epoch epoch = access.await(limit);
    if (epoch == null) {
      throw absence.get();
    }
    String alarm = epoch.blocked().reason();
    if (alarm != null) {
      throw failure(FailureKind.UNAVAILABLE, "blocked", "the broker takes no messages: " + alarm);
    }
    try {
      Boolean ignored = Bounded.call("rabbitmq-probe", limit, () -> publish(epoch.publishing()));
    } catch (ExecutionException e) {
      StoreException failure = RabbitFailures.translate(e);
      if (!failure.code().equals(String.valueOf(AMQP.ACCESS_REFUSED))) {
        throw failure;
      }
    } catch (TimeoutException e) {
      throw failure(
          FailureKind.UNAVAILABLE,
          "DeadlineExceeded",
          "no confirm within " + limit.toMillis() + " ms");
    }
  }

  /** Nothing is kept between attempts. */
  @Override
  public void close() {}

  private Boolean publish(BrokerConnection connection)
      throws IOException, TimeoutException, InterruptedException {
    try (Channel channel = connection.channel()) {
      channel.confirmSelect();
      channel.basicPublish("", NOWHERE, new AMQP.BasicProperties(), new byte[0]);
      channel.waitForConfirmsOrDie(limit.toMillis());
      return true;
    }
  }

  private static StoreException failure(FailureKind kind, String code, String message) {
    return new StoreException(RabbitFailures.STORE, kind, code, message, new IOException(message));
  }
}
