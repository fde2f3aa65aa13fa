package org.discogsography.resilience.service;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.discogsography.resilience.config.Environment;

/**
 * The {@code main} of every service. The process ends with 0 when it was told to stop (SIGTERM,
 * SIGINT) and everything closed in time, 1 when it could not start or close, 2 when its settings
 * are wrong, all of which are then printed, and otherwise with what {@link Service#stop} was given.
 */
public final class ServiceRunner {
  private final ServiceLifecycle lifecycle;
  private final Thread main = Thread.currentThread();
  private final AtomicBoolean ended = new AtomicBoolean();
  private final CountDownLatch done = new CountDownLatch(1);
  private volatile int status;

  private ServiceRunner(ServiceLifecycle lifecycle) {
    this.lifecycle = lifecycle;
  }

  /** Does not return: the process ends with the service. To be called by the main thread. */
  public static void run(String name, ServiceFactory factory) {
    Environment environment = Environment.system();
    Logging.configure(environment);
    ServiceRunner runner =
        new ServiceRunner(new ServiceLifecycle(name, factory, environment, System.err));
    Runtime.getRuntime().addShutdownHook(new Thread(runner::terminated, "termination"));
    runner.runToTheEnd();
  }

  private void runToTheEnd() {
    status = lifecycle.run();
    boolean ownEnd = ended.compareAndSet(false, true);
    done.countDown();
    if (ownEnd) {
      System.exit(status);
    }
  }

  /**
   * Runs on a signal, while the JVM waits. The JVM would end with 143 after this; a service that
   * did what it was told to ends with 0, and only halting gives a status of one's own.
   */
  private void terminated() {
    if (!ended.compareAndSet(false, true)) {
      return;
    }
    lifecycle.stop(main);
    boolean finished = finished();
    System.out.flush();
    Runtime.getRuntime().halt(finished ? status : ServiceLifecycle.FAILED);
  }

  private boolean finished() {
    try {
      // The lifecycle keeps the deadline itself; this one is for a start that cannot be
      // interrupted.
      return done.await(lifecycle.shutdownTimeout().toMillis() + 2_000, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      return false;
    }
  }
}
