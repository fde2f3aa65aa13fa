package org.discogsography.localstack.commands;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.discogsography.localstack.Component;
import org.discogsography.localstack.process.LocalStackException;

/** Does the same to several servers or services at once. */
final class Together {
  private Together() {}

  /** Returns when all are done; the first failure is thrown, after all have ended. */
  static void each(List<? extends Component> components, Consumer<Component> work) {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> running = new ArrayList<>();
      components.forEach(component -> running.add(threads.submit(() -> work.accept(component))));
      for (Future<?> one : running) {
        one.get();
      }
    } catch (ExecutionException e) {
      if (e.getCause() instanceof LocalStackException failure) {
        throw failure;
      }
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      throw LocalStackException.interrupted("starting or stopping", e);
    }
  }
}
