package org.discogsography.resilience.service;

import java.io.PrintStream;
import java.time.Duration;
import org.discogsography.resilience.config.ConfigurationException;
import org.discogsography.resilience.config.Environment;
import org.discogsography.resilience.operations.PortTakenException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One life of a service, from its settings to its exit status, without the process around it. */
final class ServiceLifecycle {
  static final int FAILED = 1;
  private static final int MISCONFIGURED = 2;
  private static final Logger LOG = LoggerFactory.getLogger(ServiceLifecycle.class);

  private final ServiceFactory factory;
  private final PrintStream errors;
  private final Service service;
  private volatile boolean starting = true;

  ServiceLifecycle(
      String name, ServiceFactory factory, Environment environment, PrintStream errors) {
    this.factory = factory;
    this.errors = errors;
    this.service = new Service(name, environment);
  }

  /** From start to end; returns the exit status. */
  int run() {
    int status = startAndWait();
    starting = false;
    // Closing must not be cut short by the interrupt that ended the start or the wait.
    boolean interrupted = Thread.interrupted();
    boolean closed = service.close();
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    LOG.info("{} stopped", service.name());
    return closed ? status : Math.max(status, FAILED);
  }

  /** Asks for the end; a start that is still under way is interrupted. */
  void stop(Thread main) {
    LOG.info("{} is stopping", service.name());
    service.stop(0);
    if (starting) {
      main.interrupt();
    }
  }

  Duration shutdownTimeout() {
    return service.shutdownTimeout();
  }

  private int startAndWait() {
    try {
      factory.start(service);
      service.environment().check();
      starting = false;
      LOG.info("{} started", service.name());
      return service.awaitStop();
    } catch (InterruptedException e) {
      return 0;
    } catch (ConfigurationException e) {
      return misconfigured(e);
    } catch (StartupException | PortTakenException e) {
      errors.println(service.name() + " cannot start: " + e.getMessage());
      return FAILED;
    } catch (Exception e) {
      LOG.error("{} cannot start", service.name(), e);
      errors.println(service.name() + " cannot start: " + e);
      return FAILED;
    }
  }

  private int misconfigured(ConfigurationException problems) {
    errors.println(service.name() + " cannot start, its settings have to be mended:");
    problems.problems().forEach(problem -> errors.println("  " + problem));
    return MISCONFIGURED;
  }
}
