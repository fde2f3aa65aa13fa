package org.discogsography.resilience.service;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.discogsography.resilience.config.Environment;
import org.discogsography.resilience.health.ServiceHealth;
import org.discogsography.resilience.operations.OperationsServer;
import org.discogsography.resilience.operations.OperationsSettings;
import org.discogsography.resilience.operations.ProcessMeters;
import org.discogsography.resilience.operations.ServiceRoutes;

/**
 * What every service is put together from: its settings, meters, health, HTTP port, and the order
 * in which its resources are closed. Thread-safe, except for {@link #environment()}.
 */
public final class Service {
  private final String name;
  private final Environment environment;
  private final ServiceHealth health;
  private final ProcessMeters meters = new ProcessMeters();
  private final CloseStack resources = new CloseStack();
  private final CompletableFuture<Integer> stop = new CompletableFuture<>();
  private final Duration shutdownTimeout;

  Service(String name, Environment environment) {
    this.name = name;
    this.environment = environment;
    this.health = new ServiceHealth(name);
    this.shutdownTimeout = environment.seconds("SHUTDOWN_TIMEOUT", Duration.ofSeconds(25));
    resources.push(meters);
  }

  public String name() {
    return name;
  }

  public Environment environment() {
    return environment;
  }

  public ServiceHealth health() {
    return health;
  }

  public PrometheusMeterRegistry meters() {
    return meters.registry();
  }

  /** Has a resource closed when the service stops: the last one that was opened goes first. */
  public <T extends AutoCloseable> T closing(T resource) {
    resources.push(resource);
    return resource;
  }

  /**
   * Opens the HTTP port with health and metrics only. To be opened first, so that it closes last.
   */
  public OperationsServer serve(OperationsSettings settings) {
    return serve(settings, ServiceRoutes.none());
  }

  /** Opens the HTTP port with health, metrics and the service's own routes. */
  public OperationsServer serve(OperationsSettings settings, ServiceRoutes routes) {
    return closing(OperationsServer.start(settings, health, meters(), routes));
  }

  /**
   * Has the service stop as if it had been told to from outside; returns at once. Only the first
   * call counts.
   *
   * @param status what the process ends with
   */
  public void stop(int status) {
    stop.complete(status);
  }

  int awaitStop() throws InterruptedException {
    try {
      return stop.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("never completed exceptionally", e);
    }
  }

  Duration shutdownTimeout() {
    return shutdownTimeout;
  }

  /** Readiness off, then everything closed in order; false when the time was not enough. */
  boolean close() {
    health.stopping();
    return resources.closeWithin(shutdownTimeout);
  }
}
