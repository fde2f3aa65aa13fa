package org.discogsography.resilience.rabbit;

import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.MetricsCollector;
import com.rabbitmq.client.impl.MicrometerMetricsCollector;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;

/** Opens the two connections of an epoch and declares the topology. */
final class EpochOpener implements AutoCloseable {
  private final RabbitSettings settings;
  private final String clientName;
  private final Topology topology;
  // Deliveries are only put into a queue there.
  private final ExecutorService dispatch = Executors.newVirtualThreadPerTaskExecutor();

  private final MetricsCollector metrics;

  EpochOpener(
      RabbitSettings settings, String clientName, Topology topology, MeterRegistry registry) {
    this.settings = settings;
    this.clientName = clientName;
    this.topology = topology;
    // The client's own prefix is the one that the broker uses for its metrics.
    this.metrics = new MicrometerMetricsCollector(registry, "rabbitmq.client");
  }

  /**
   * @param blocked hears of alarms
   */
  Epoch open(long number, BlockedState blocked) throws IOException, TimeoutException {
    // The topology is declared where no alarm can reach.
    BrokerConnection consuming = connect("consuming");
    try {
      BrokerConnection publishing = connect("publishing");
      try {
        Set<String> ignored = TopologyDeclarer.declare(topology, consuming, publishing);
        publishing.client().addBlockedListener(blocked);
        return new Epoch(number, publishing, consuming, blocked);
      } catch (IOException | TimeoutException | RuntimeException e) {
        publishing.close(settings.closeTimeout());
        throw e;
      }
    } catch (IOException | TimeoutException | RuntimeException e) {
      consuming.close(settings.closeTimeout());
      throw e;
    }
  }

  @Override
  public void close() {
    dispatch.shutdown();
  }

  private BrokerConnection connect(String purpose) throws IOException, TimeoutException {
    AtomicReference<Socket> socket = new AtomicReference<>(new Socket());
    ConnectionFactory factory = factory();
    factory.setSocketConfigurator(each -> {
      socket.set(each);
      each.setTcpNoDelay(true);
      each.setKeepAlive(true);
    });
    if (settings.parsedUri().scheme() == AmqpUri.Scheme.AMQPS) {
      factory.useSslProtocol(settings.trusted().context());
      // Another configurator of the socket, which the one above would have replaced.
      factory.enableHostnameVerification();
    }
    Connection connection = factory.newConnection(clientName + " " + purpose);
    return new BrokerConnection(connection, socket.get());
  }

  private ConnectionFactory factory() throws IOException {
    AmqpUri uri = settings.parsedUri();
    ConnectionFactory factory = new ConnectionFactory();
    factory.setHost(uri.host());
    factory.setPort(uri.port());
    factory.setUsername(uri.username());
    factory.setPassword(uri.password());
    factory.setVirtualHost(uri.virtualHost());
    factory.setAutomaticRecoveryEnabled(false);
    factory.setTopologyRecoveryEnabled(false);
    factory.setRequestedHeartbeat(Math.toIntExact(settings.heartbeat().toSeconds()));
    factory.setConnectionTimeout(millis(settings.connectTimeout()));
    // The client gives half of it to each step of the handshake.
    factory.setHandshakeTimeout(2 * millis(settings.connectTimeout()));
    factory.setChannelRpcTimeout(millis(settings.rpcTimeout()));
    factory.setShutdownTimeout(millis(settings.closeTimeout()));
    factory.setSharedExecutor(dispatch);
    // The client reads within a monitor, which would pin a virtual thread to its carrier before
    // Java 24.
    factory.setThreadFactory(Thread.ofPlatform().daemon().name("rabbitmq-io-", 0).factory());
    factory.setMetricsCollector(metrics);
    factory.setExceptionHandler(new ClientExceptions());
    return factory;
  }

  private static int millis(Duration duration) {
    return Math.toIntExact(duration.toMillis());
  }
}
