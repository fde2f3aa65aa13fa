package org.discogsography.resilience.rabbit;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.ShutdownSignalException;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import org.discogsography.resilience.failure.StoreException;
import org.discogsography.resilience.health.HealthIndicator;
import org.discogsography.resilience.probe.Availability;
import org.discogsography.resilience.probe.ProbeSettings;
import org.discogsography.resilience.probe.Prober;
import org.discogsography.resilience.resource.ManagedResource;
import org.discogsography.resilience.resource.MonitorProbes;
import org.discogsography.resilience.resource.MonitorProbes.Voice;
import org.discogsography.resilience.resource.MonitoredResource;
import org.discogsography.resilience.resource.ResourceMonitor;
import org.discogsography.resilience.resource.ResourceOptions;
import org.jspecify.annotations.Nullable;

/**
 * A connection to RabbitMQ that comes back by itself. Behind it are two AMQP connections, one to
 * publish and one to consume, which live and die together; each pair is an epoch. The topology is
 * declared before anybody sees a new epoch. While the broker is away it is tried every 250 ms,
 * backing off to 1 second. The client's own recovery is off.
 *
 * <p>Thread-safe. Wrong credentials or a topology that does not fit the broker's are retried like
 * an outage, and named in health as broken.
 */
public final class ResilientRabbitConnection implements AutoCloseable {
  private static final Duration PROBE_LIMIT = Duration.ofSeconds(3);

  private final RabbitSettings settings;
  private final Topology topology;
  private final EpochOpener opener;
  private final EpochKeeper keeper;
  private final ConfirmingPublisher publisher;
  private final RabbitHealth health;
  private final ResourceMonitor monitor;
  private final Prober prober;
  private final ReentrantLock declaring = new ReentrantLock();
  private final Map<String, String> refusedQueues = new ConcurrentHashMap<>();
  private final Set<Subscription> subscriptions = ConcurrentHashMap.newKeySet();
  private final AtomicBoolean closed = new AtomicBoolean();

  private ResilientRabbitConnection(
      RabbitSettings settings, String clientName, Topology topology, ResourceOptions options) {
    this.settings = settings;
    this.topology = topology;
    this.monitor = ResourceMonitor.open(RabbitFailures.STORE, options);
    MeterRegistry registry = options.meters();
    this.opener = new EpochOpener(settings, clientName, topology, registry);
    this.keeper =
        new EpochKeeper(settings, opener, Clock.systemUTC(), () -> publisher().alarmChanged());
    this.publisher =
        new ConfirmingPublisher(settings, new Access(), new PublisherCounters(registry));
    this.health =
        new RabbitHealth(settings.parsedUri().address(), keeper, publisher, this::refusal);
    Gauge.builder("rabbitmq.client.connected", this, each -> each.isConnected() ? 1 : 0)
        .description("1 while connected with the topology declared")
        .register(registry);
    Gauge.builder("rabbitmq.client.epoch", keeper, each -> each.state().epoch())
        .description("Connections made since the start")
        .register(registry);
    Gauge.builder("rabbitmq.client.publisher.outstanding", publisher, each -> each.outstanding())
        .description("Messages accepted and not yet confirmed")
        .register(registry);
    this.prober =
        Prober.start(
            RabbitFailures.STORE,
            probe(),
            ProbeSettings.DEFAULT,
            new MonitorProbes(monitor, () -> {}, Voice.OWNER),
            Clock.systemUTC());
  }

  /** The same with {@link ResourceOptions#of default options}. */
  public static ResilientRabbitConnection open(
      RabbitSettings settings, String clientName, Topology topology, MeterRegistry registry) {
    return open(settings, clientName, topology, ResourceOptions.of(registry));
  }

  /**
   * Returns at once and connects in the background; the broker may be down.
   *
   * @param clientName how the broker's tools show the connections
   */
  public static ResilientRabbitConnection open(
      RabbitSettings settings, String clientName, Topology topology, ResourceOptions options) {
    ResilientRabbitConnection connection =
        new ResilientRabbitConnection(settings, clientName, topology, options);
    connection.publisher.start();
    connection.keeper.start();
    return connection;
  }

  /** Waits until connected; false when the limit passed first. */
  public boolean awaitConnected(Duration limit) throws InterruptedException {
    return keeper.await(limit) != null;
  }

  /**
   * Begins to consume, after waiting for the connection within the acquire timeout. A queue of the
   * topology that is missing is declared again.
   *
   * @param prefetch unsettled deliveries at once; at least two batches, at most about 1,000
   * @throws RabbitUnavailableException if that did not work; try again later
   */
  public Subscription subscribe(String queue, int prefetch) throws InterruptedException {
    Epoch epoch = keeper.await(settings.acquireTimeout());
    if (epoch == null) {
      throw new RabbitUnavailableException("There is no connection to RabbitMQ.");
    }
    try {
      Subscription subscription = subscribe(epoch, queue, prefetch);
      subscriptions.removeIf(Subscription::isEnded);
      subscriptions.add(subscription);
      refusedQueues.remove(queue);
      return subscription;
    } catch (IOException | TimeoutException | ShutdownSignalException e) {
      ConnectionProblem problem = ConnectionProblem.of(e);
      if (problem.kind() == ConnectionProblem.Kind.BROKEN) {
        refusedQueues.put(queue, problem.message());
      }
      throw new RabbitUnavailableException(
          "There is no subscription of " + queue + ": " + problem.message(), e);
    }
  }

  /** The one publisher of this connection; closed with it. */
  public ConfirmingPublisher publisher() {
    return publisher;
  }

  /**
   * Asks the broker, within the acquire timeout. A queue of the topology that is missing is
   * declared again.
   *
   * @throws RabbitUnavailableException if there is no connection, no such queue or no answer
   */
  public QueueDepth depth(String queue) {
    Epoch epoch = keeper.current();
    if (epoch == null) {
      throw new RabbitUnavailableException("There is no connection to RabbitMQ.");
    }
    try {
      return monitor.observe("depth", () -> askDepth(epoch, queue));
    } catch (StoreException e) {
      throw new RabbitUnavailableException(
          "The depth of " + queue + " is unknown: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RabbitUnavailableException("Interrupted asking for the depth of " + queue, e);
    }
  }

  /**
   * Declares the whole topology again: queues that somebody deleted, bindings that somebody who was
   * stopped in the middle did not make. Does nothing without a connection, because connecting does
   * the same.
   *
   * @throws RabbitUnavailableException if it did not work
   */
  public void declare() throws InterruptedException {
    Epoch epoch = keeper.current();
    if (epoch == null) {
      return;
    }
    try {
      Boolean ignored =
          Bounded.call(
              "rabbitmq-declare",
              settings.rpcTimeout(),
              () -> {
                declareAgain(epoch);
                return true;
              });
    } catch (ExecutionException | TimeoutException e) {
      throw new RabbitUnavailableException(
          "The topology could not be declared: " + ConnectionProblem.of(e).message(), e);
    }
  }

  /** This connection as the operations API shows it. */
  public ManagedResource resource() {
    return new MonitoredResource(monitor, this::look, prober::failed);
  }

  /** What the last probe said: a message was published and confirmed, or why not. */
  public Availability availability() {
    return prober.availability();
  }

  /** The component {@code rabbitmq}. */
  public HealthIndicator health() {
    return monitor.withBreaker(health);
  }

  /**
   * Closes everything, at most a few close timeouts after the call. What the publisher has not
   * confirmed is lost with it: {@link ConfirmingPublisher#awaitConfirmed} first. Subscriptions are
   * their owners' to close, before this.
   */
  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      prober.close();
      publisher.close();
      keeper.close();
      opener.close();
    }
  }

  /** There is nothing to be queried. */
  private List<Map<String, Object>> look(@Nullable String query) throws InterruptedException {
    try (RabbitProbe probe = probe()) {
      probe.attempt();
    }
    return List.of();
  }

  private RabbitProbe probe() {
    return new RabbitProbe(new Access(), this::absence, PROBE_LIMIT);
  }

  private StoreException absence() {
    ConnectionState state = keeper.state();
    ConnectionProblem problem =
        state instanceof ConnectionState.Away away
            ? away.problem()
            : ConnectionProblem.away("not connected");
    return new StoreException(
        RabbitFailures.STORE,
        RabbitFailures.kind(problem),
        problem.kind().name(),
        problem.message(),
        new IOException(problem.message()));
  }

  private QueueDepth askDepth(Epoch epoch, String queue) throws InterruptedException {
    try {
      return Bounded.call("rabbitmq-depth", settings.acquireTimeout(), () -> depth(epoch, queue));
    } catch (ExecutionException | TimeoutException e) {
      throw RabbitFailures.translate(e);
    }
  }

  private boolean isConnected() {
    return keeper.current() != null;
  }

  private @Nullable String refusal() {
    return refusedQueues.values().stream().findFirst().orElse(null);
  }

  private Subscription subscribe(Epoch epoch, String queue, int prefetch)
      throws IOException, TimeoutException {
    try {
      return Subscription.open(epoch.consuming(), queue, prefetch, settings.closeTimeout());
    } catch (IOException e) {
      if (!epoch.consuming().client().isOpen()) {
        throw e;
      }
      declareAgain(epoch);
      return Subscription.open(epoch.consuming(), queue, prefetch, settings.closeTimeout());
    }
  }

  private void declareAgain(Epoch epoch) throws IOException, TimeoutException {
    declaring.lock();
    try {
      Set<String> lost = TopologyDeclarer.declare(topology, epoch.consuming(), epoch.publishing());
      subscriptions.stream()
          .filter(each -> lost.contains(each.queue()))
          .forEach(Subscription::queueWasLost);
    } catch (IOException | TimeoutException | ShutdownSignalException e) {
      keeper.lost(epoch.number(), ConnectionProblem.of(e));
      throw e;
    } finally {
      declaring.unlock();
    }
  }

  private QueueDepth depth(Epoch epoch, String queue) throws IOException, TimeoutException {
    try {
      return depth(epoch.consuming(), queue);
    } catch (IOException e) {
      if (topology.queues().stream().noneMatch(each -> each.name().equals(queue))
          || !epoch.consuming().client().isOpen()) {
        throw e;
      }
      declareAgain(epoch);
      return depth(epoch.consuming(), queue);
    }
  }

  private static QueueDepth depth(BrokerConnection connection, String queue)
      throws IOException, TimeoutException {
    try (Channel channel = connection.channel()) {
      AMQP.Queue.DeclareOk answer = channel.queueDeclarePassive(queue);
      return new QueueDepth(queue, answer.getMessageCount(), answer.getConsumerCount());
    }
  }

  /** For the publisher, which is made before this is complete. */
  private final class Access implements BrokerAccess {
    @Override
    public @Nullable Epoch await(Duration limit) throws InterruptedException {
      return keeper.await(limit);
    }

    @Override
    public void declareAgain(Epoch epoch) throws IOException, TimeoutException {
      ResilientRabbitConnection.this.declareAgain(epoch);
    }
  }
}
