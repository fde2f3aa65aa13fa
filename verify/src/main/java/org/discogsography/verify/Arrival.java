package org.discogsography.verify;

import java.time.Duration;
import java.util.function.Supplier;
import org.discogsography.resilience.failure.FailureKind;
import org.discogsography.resilience.failure.StoreException;
import org.discogsography.resilience.probe.Availability;
import org.discogsography.resilience.probe.Availability.Away;

/** Waits until a server is there, but not for one that answers and refuses: nobody mends it now. */
final class Arrival {
  private static final Duration PATIENCE = Duration.ofSeconds(15);
  private static final Duration STEP = Duration.ofMillis(100);

  private Arrival() {}

  /** Waits for a server. */
  @FunctionalInterface
  interface Waiting {
    /** False when the limit was reached. */
    boolean await(Duration limit) throws InterruptedException;
  }

  /**
   * Returns as soon as the server is there.
   *
   * @param settings without the password
   * @throws UnreachableException if it does not answer within 15 seconds, or refuses
   */
  static void await(
      String server, Object settings, Waiting waiting, Supplier<Availability> availability)
      throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!waiting.await(STEP)) {
      if (availability.get() instanceof Away(var since, StoreException reason)
          && reason.kind() == FailureKind.SYSTEMIC) {
        throw new UnreachableException(
            "%s answers and refuses (%s): %s. Check the settings, or mend the server."
                .formatted(server, settings, sentence(reason)));
      }
      if (System.nanoTime() > deadline) {
        throw new UnreachableException(
            "%s does not answer within %d s (%s): %s."
                .formatted(server, PATIENCE.toSeconds(), settings, why(availability.get())));
      }
    }
  }

  private static String why(Availability availability) {
    return availability instanceof Away away ? sentence(away.reason()) : "silence";
  }

  private static String sentence(StoreException reason) {
    String text = String.valueOf(reason.getMessage()).strip();
    return text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
  }
}
