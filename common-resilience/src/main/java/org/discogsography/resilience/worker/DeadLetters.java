package org.discogsography.resilience.worker;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.discogsography.resilience.rabbit.Delivery;
import org.discogsography.resilience.rabbit.OutboundMessage;
import org.discogsography.resilience.rabbit.Outcome;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sets the condemned deliveries of a batch aside and tells what to settle each one with. */
final class DeadLetters {
  private static final Logger LOG = LoggerFactory.getLogger(DeadLetters.class);

  private final Broker broker;
  private final Duration limit;

  DeadLetters(Broker broker, Duration limit) {
    this.broker = broker;
    this.limit = limit;
  }

  /**
   * Publishes each condemned delivery with its reason. One that the broker did not confirm in time
   * is rejected, so that the broker's own dead-lettering takes it to the same queue; then only the
   * log knows the reason.
   *
   * @param verdicts one for each delivery, null for those that were written
   * @return one for each delivery
   */
  List<Outcome> setAside(List<Delivery> batch, List<@Nullable Verdict> verdicts)
      throws InterruptedException {
    List<OutboundMessage> letters = new ArrayList<>();
    for (int i = 0; i < batch.size(); i++) {
      Verdict verdict = verdicts.get(i);
      if (verdict != null) {
        letters.add(DeadLetter.of(batch.get(i), verdict));
      }
    }
    List<Boolean> confirmed =
        letters.isEmpty() ? List.of() : new ArrayList<>(broker.publishOnce(letters, limit));
    List<Outcome> outcomes = new ArrayList<>(batch.size());
    int letter = 0;
    for (int i = 0; i < batch.size(); i++) {
      Verdict verdict = verdicts.get(i);
      boolean reject = verdict != null && !confirmed.get(letter++);
      if (verdict != null && reject) {
        rejected(batch.get(i), verdict);
      }
      outcomes.add(reject ? Outcome.REJECT : Outcome.ACK);
    }
    return outcomes;
  }

  private static void rejected(Delivery delivery, Verdict verdict) {
    LOG.warn(
        "{} rejects message {} itself: {} {} {}",
        delivery.queue(),
        delivery.properties().messageId(),
        verdict.reason(),
        verdict.code(),
        verdict.message());
  }
}
