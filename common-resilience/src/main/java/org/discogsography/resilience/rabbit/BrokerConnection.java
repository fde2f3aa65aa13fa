package org.discogsography.resilience.rabbit;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;

/**
 * One AMQP connection and its socket. The client closes a connection by writing to it, which a hung
 * broker can keep from ever returning; closing the socket always works. Thread-safe.
 */
record BrokerConnection(Connection client, Socket socket) {
  Channel channel() throws IOException {
    return client
        .openChannel()
        .orElseThrow(() -> new IOException("the connection has no free channel"));
  }

  /** Says goodbye if the broker listens, and hangs up in any case. */
  void close(Duration limit) {
    int millis = Math.toIntExact(limit.toMillis());
    Bounded.run("rabbitmq-close", limit, () -> client.abort(200, "closed", millis));
    try {
      socket.close();
    } catch (IOException e) {
      // It is gone either way.
    }
  }
}
