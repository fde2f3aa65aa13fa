package org.discogsography.resilience.service;

import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.discogsography.resilience.health.ComponentHealth;
import org.discogsography.resilience.health.HealthIndicator;
import org.discogsography.resilience.operations.OperationsSettings;

/** A service for tests of the process around one; SAMPLE_ENDING says how it behaves at its end. */
final class SampleService {
  private SampleService() {}

  public static void main(String[] arguments) {
    ServiceRunner.run("sample", SampleService::start);
  }

  static void start(Service service) throws InterruptedException {
    OperationsSettings http = OperationsSettings.from(service.environment(), 0);
    String ending = service.environment().text("SAMPLE_ENDING", "clean");
    service.environment().integer("SAMPLE_NUMBER", 1, 1, 9);
    service.environment().check();
    System.out.println("port " + service.serve(http).port());
    service.health().addRequired(new Always());
    switch (ending) {
      case "hang" -> service.closing(new CountDownLatch(1)::await);
      case "slow" -> new CountDownLatch(1).await();
      case "refuse" -> throw new StartupException("the sample refuses to start.");
      case "bug" -> throw new IllegalStateException("a bug");
      case "finish" -> service.stop(3);
      default -> service.closing(() -> System.out.println("closed"));
    }
    // A thread that forgets to end must not keep the process.
    Thread.ofPlatform().name("forgotten").start(SampleService::forever);
  }

  private static void forever() {
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private record Always() implements HealthIndicator {
    @Override
    public String name() {
      return "always";
    }

    @Override
    public ComponentHealth health() {
      return ComponentHealth.up(Map.of("answered", true));
    }
  }
}
