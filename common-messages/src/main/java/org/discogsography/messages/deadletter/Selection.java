package org.discogsography.messages.deadletter;

import java.util.List;

/**
 * Which letters are meant.
 *
 * @param queues work queues
 * @param reason one reason, or empty for all
 * @param most letters to look at in each queue
 */
public record Selection(List<String> queues, String reason, int most) {
  public Selection {
    queues = List.copyOf(queues);
  }

  boolean contains(Letter letter) {
    return reason.isEmpty() || reason.equals(letter.reason());
  }
}
