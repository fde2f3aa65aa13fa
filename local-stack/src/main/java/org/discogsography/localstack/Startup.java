package org.discogsography.localstack;

import java.nio.file.Path;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.discogsography.localstack.process.Await;
import org.discogsography.localstack.process.LocalStackException;
import org.discogsography.localstack.process.LogTail;
import org.discogsography.localstack.process.ServerProcess;

/** Waits until a server that was just started answers, and tells why if it does not. */
public record Startup(String name, ServerProcess process, Path log, Duration deadline) {
  /**
   * Returns once it answers.
   *
   * @throws LocalStackException with the last lines of its log
   */
  public void await(BooleanSupplier answers) {
    Await.until(deadline, () -> !process.running() || answers.getAsBoolean());
    if (!process.running()) {
      throw failure(name + " ended while it was starting");
    }
    if (!answers.getAsBoolean()) {
      process.kill();
      throw failure(name + " did not answer within " + deadline.toSeconds() + " s");
    }
  }

  private LocalStackException failure(String what) {
    return new LocalStackException(
        what + ". The last lines of " + log + ":\n" + LogTail.of(log).indent(2).stripTrailing());
  }
}
