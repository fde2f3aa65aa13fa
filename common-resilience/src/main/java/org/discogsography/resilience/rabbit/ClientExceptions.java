package org.discogsography.resilience.rabbit;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.impl.StrictExceptionHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Errors on the client's own threads. A callback that fails costs its channel, so that it is seen
 * and recovered like any other lost channel; a connection that fails is reported by its shutdown.
 */
final class ClientExceptions extends StrictExceptionHandler {
  private static final Logger LOG = LoggerFactory.getLogger(ClientExceptions.class);

  @Override
  public void handleUnexpectedConnectionDriverException(Connection connection, Throwable failure) {
    LOG.debug("The connection to RabbitMQ failed", failure);
  }

  @Override
  protected void log(String message, Throwable failure) {
    LOG.warn("{}: {}", message, String.valueOf(failure));
  }

  @Override
  protected void handleChannelKiller(Channel channel, Throwable failure, String what) {
    LOG.error("{} failed", what, failure);
    super.handleChannelKiller(channel, failure, what);
  }
}
