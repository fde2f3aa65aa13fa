package org.discogsography.resilience.rabbit;

/**
 * A message on its way to being confirmed. Guarded by the publisher's lock.
 *
 * <p>{@code ordinal} is its place in the order of publishing, for good; {@code sequence} counts
 * within the channel it was last published on, and is 0 while it is on none.
 */
final class Outstanding {
  private final long ordinal;
  private final OutboundMessage message;
  private final Receipt receipt;
  private long sequence;
  private boolean returned;
  private long dueNanos;

  Outstanding(long ordinal, OutboundMessage message, Receipt receipt) {
    this.ordinal = ordinal;
    this.message = message;
    this.receipt = receipt;
  }

  long ordinal() {
    return ordinal;
  }

  OutboundMessage message() {
    return message;
  }

  Receipt receipt() {
    return receipt;
  }

  int bytes() {
    return message.body().length;
  }

  long sequence() {
    return sequence;
  }

  boolean isReturned() {
    return returned;
  }

  long dueNanos() {
    return dueNanos;
  }

  void sent(long newSequence) {
    sequence = newSequence;
    returned = false;
  }

  void markReturned() {
    returned = true;
  }

  void dueAt(long nanos) {
    dueNanos = nanos;
  }
}
