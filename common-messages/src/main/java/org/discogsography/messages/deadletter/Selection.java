package org.discogsography.messages.deadletter;

import java.util.List;

/**
 * Which letters are meant.
 *
 * @param queues work queues
 * @param reason one reason, or empty for all
 * @param most letters to take of each queue
 * @param looks letters to look at in each queue, those of other reasons included: all of them are
 *     away from the queue until the look ends
 */
public record Selection(List<String> queues, String reason, int most, int looks) {
  public Selection {
    queues = List.copyOf(queues);
  }

  boolean contains(Letter letter) {
    return reason.isEmpty() || reason.equals(letter.reason());
  }
}
