package org.discogsography.resilience.service;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Resources that are closed in the opposite order of their opening, all within one deadline. */
final class CloseStack {
  private static final Logger LOG = LoggerFactory.getLogger(CloseStack.class);

  private final Deque<AutoCloseable> resources = new ArrayDeque<>();
  private volatile @Nullable AutoCloseable closing;

  synchronized void push(AutoCloseable resource) {
    resources.push(resource);
  }

  /**
   * A resource that fails to close does not keep the others open; one that hangs does, until the
   * deadline.
   *
   * @return whether all are closed
   */
  boolean closeWithin(Duration limit) {
    Thread closer = Thread.ofPlatform().daemon().name("shutdown").start(this::closeAll);
    if (joined(closer, limit)) {
      return true;
    }
    LOG.error("{} did not close within {} s; leaving it", described(closing), limit.toSeconds());
    closer.interrupt();
    return false;
  }

  private void closeAll() {
    for (AutoCloseable next = pop(); next != null; next = pop()) {
      closing = next;
      close(next);
      if (Thread.currentThread().isInterrupted()) {
        return;
      }
    }
  }

  private synchronized @Nullable AutoCloseable pop() {
    return resources.poll();
  }

  private static void close(AutoCloseable resource) {
    try {
      resource.close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (Exception e) {
      LOG.warn("{} failed to close", described(resource), e);
    }
  }

  private static boolean joined(Thread closer, Duration limit) {
    try {
      return closer.join(limit);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static String described(@Nullable AutoCloseable resource) {
    return resource == null ? "Nothing" : resource.getClass().getSimpleName();
  }
}
