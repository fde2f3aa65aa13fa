package org.discogsography.extractor.publish;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.discogsography.messages.ResendRequest;

/** Where requests to send records again come from. */
@FunctionalInterface
public interface ResendSource {
  /** Makes sure, on disk, that what is asked for is sent again. */
  @FunctionalInterface
  interface Handler {
    /** Returns whether there is anything to send. */
    boolean sendAgain(List<ResendRequest> requests) throws IOException;
  }

  /**
   * Waits for requests, takes all that there are, up to some bound, and has them handled before
   * they are acknowledged.
   *
   * @param enough ends the waiting early; asked a few times a second
   * @return whether there is anything to send on account of them; false also when the broker is
   *     away
   * @throws IOException if the handler failed; the requests stay in their queue
   */
  boolean await(Duration limit, BooleanSupplier enough, Handler handler)
      throws IOException, InterruptedException;
}
