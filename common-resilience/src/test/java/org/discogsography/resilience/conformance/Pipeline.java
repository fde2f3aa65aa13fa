package org.discogsography.resilience.conformance;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.discogsography.localstack.RabbitMqServer;
import org.discogsography.resilience.conformance.Subject.Client;
import org.discogsography.resilience.health.HealthIndicator;
import org.discogsography.resilience.rabbit.RabbitUnavailableException;
import org.discogsography.resilience.rabbit.ResilientRabbitConnection;
import org.discogsography.resilience.rabbit.TestTopology;
import org.discogsography.resilience.worker.WorkerGroup;
import org.discogsography.resilience.worker.WorkerSettings;

/** A publisher and a worker at one queue: operating is a message that arrives in the sink. */
final class Pipeline implements Client {
  private static final int BATCH = 50;
  private static final Duration TO_ARRIVE = Duration.ofSeconds(5);

  /** Above all that tests use themselves. */
  private static final int FIRST_OWN_ID = 1_000_000;

  private final TestTopology topology = TestTopology.withQueues(1);
  private final AtomicInteger own = new AtomicInteger(FIRST_OWN_ID);
  private final CountingSink sink;
  private final ResilientRabbitConnection connection;
  private volatile WorkerGroup workers;

  /** Publishes; the worker is started apart. */
  Pipeline(RabbitMqServer broker, CountingSink sink) {
    this.sink = sink;
    this.connection =
        ResilientRabbitConnection.open(
            RabbitSubject.settings(broker, broker.port()),
            "pipeline",
            topology.topology(),
            new SimpleMeterRegistry());
  }

  Pipeline startWorker() {
    WorkerSettings usual = WorkerSettings.ofBatches(BATCH);
    WorkerSettings settings =
        new WorkerSettings(
            usual.batchSize(),
            usual.maxWait(),
            usual.prefetch(),
            usual.holdBudget(),
            Duration.ofSeconds(1),
            usual.stopTimeout());
    workers =
        WorkerGroup.start(connection, Map.of(queue(), sink), settings, new SimpleMeterRegistry());
    return this;
  }

  ResilientRabbitConnection connection() {
    return connection;
  }

  TestTopology topology() {
    return topology;
  }

  String queue() {
    return topology.queue();
  }

  String deadLetters() {
    return queue() + ".dlq";
  }

  int ready(String queue) {
    try {
      return Math.toIntExact(connection.depth(queue).ready());
    } catch (RabbitUnavailableException e) {
      return -1;
    }
  }

  /** Of the worker. */
  HealthIndicator work() {
    return workers.health();
  }

  @Override
  public void operate() throws Exception {
    int id = own.incrementAndGet();
    if (!connection.publisher().publishOnce(topology.message(id), TO_ARRIVE)) {
      throw new IOException("not confirmed");
    }
    await(() -> sink.has(Integer.toString(id)));
  }

  private static void await(BooleanSupplier arrival) throws IOException {
    long deadline = System.nanoTime() + TO_ARRIVE.toNanos();
    while (!arrival.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        throw new IOException("nothing arrived");
      }
      LockSupport.parkNanos(Duration.ofMillis(1).toNanos());
    }
  }

  /** The same pipeline seen by those who wait for what is under way: the next new message. */
  Client flow() {
    return new Flow();
  }

  @Override
  public boolean awaitAvailable(Duration limit) throws InterruptedException {
    return connection.awaitConnected(limit);
  }

  @Override
  public HealthIndicator health() {
    return connection.health();
  }

  @Override
  public void close() {
    if (workers != null) {
      workers.close();
    }
    connection.close();
  }

  private final class Flow implements Client {
    @Override
    public void operate() throws IOException {
      int before = sink.distinct();
      await(() -> sink.distinct() > before);
    }

    @Override
    public boolean awaitAvailable(Duration limit) throws InterruptedException {
      return Pipeline.this.awaitAvailable(limit);
    }

    @Override
    public HealthIndicator health() {
      return Pipeline.this.health();
    }

    @Override
    public void close() {}
  }
}
