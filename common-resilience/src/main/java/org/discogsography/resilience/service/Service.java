package org.discogsography.resilience.service;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.discogsography.resilience.config.Environment;
import org.discogsography.resilience.health.ServiceHealth;
import org.discogsography.resilience.operations.OperationsServer;
import org.discogsography.resilience.operations.OperationsSettings;
import org.discogsography.resilience.operations.ProcessMeters;
import org.discogsography.resilience.operations.ServiceRoutes;
import org.discogsography.resilience.operations.api.OperationsApi;
import org.discogsography.resilience.operations.api.Resources;
import org.discogsography.resilience.policy.ResilienceEnvironment;
import org.discogsography.resilience.resource.AlertSettings;
import org.discogsography.resilience.resource.EventJournal;
import org.discogsography.resilience.resource.ManagedResource;
import org.discogsography.resilience.resource.ResourceOptions;

/**
 * What every service is put together from: its settings, meters, health, HTTP port, and the order
 * in which its resources are closed. Thread-safe, except for {@link #environment()}.
 */
public final class Service {
  private final String name;
  private final Environment environment;
  private final ServiceHealth health;
  private final ProcessMeters meters = new ProcessMeters();
  private final CloseStack closing = new CloseStack();
  private final Resources managed;
  private final ResourceOptions options;
  private final ServiceRoutes api;
  private final CompletableFuture<Integer> stop = new CompletableFuture<>();
  private final Duration shutdownTimeout;

  Service(String name, Environment environment) {
    this.name = name;
    this.environment = environment;
    this.health = new ServiceHealth(name);
    this.shutdownTimeout = environment.seconds("SHUTDOWN_TIMEOUT", Duration.ofSeconds(25));
    this.options =
        new ResourceOptions(
            ResilienceEnvironment.read(environment), new EventJournal(), meters.registry());
    this.managed = new Resources(List.of(), AlertSettings.from(environment));
    this.api = OperationsApi.of(environment, managed, options.journal());
    closing.push(meters);
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

  /** What the service's resilient types are opened with: one journal and one set of policies. */
  public ResourceOptions options() {
    return options;
  }

  /** The operations API's routes, for a service that opens its port itself. */
  public ServiceRoutes api() {
    return api;
  }

  /** Shows a dependency in the operations API. */
  public void managing(ManagedResource resource) {
    managed.add(resource);
  }

  /** Has a resource closed when the service stops: the last one that was opened goes first. */
  public <T extends AutoCloseable> T closing(T resource) {
    closing.push(resource);
    return resource;
  }

  /**
   * Opens the HTTP port with health, metrics and the operations API. To be opened first, so that it
   * closes last.
   */
  public OperationsServer serve(OperationsSettings settings) {
    return serve(settings, ServiceRoutes.none());
  }

  /** The same with the service's own routes. */
  public OperationsServer serve(OperationsSettings settings, ServiceRoutes routes) {
    ServiceRoutes all =
        config -> {
          api.addTo(config);
          routes.addTo(config);
        };
    return closing(OperationsServer.start(settings, health, meters(), all));
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
    return closing.closeWithin(shutdownTimeout);
  }
}
