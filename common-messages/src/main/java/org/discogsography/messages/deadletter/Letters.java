package org.discogsography.messages.deadletter;

import org.discogsography.resilience.rabbit.DeadLetterBrowser.Look;
import org.discogsography.resilience.rabbit.Delivery;
import org.jspecify.annotations.Nullable;

/** The selected letters of one look, one by one. */
final class Letters {
  private final Look look;
  private final Selection selection;
  private int looked;
  private int taken;

  Letters(Look look, Selection selection) {
    this.look = look;
    this.selection = selection;
  }

  /** Null after the last, and when as many were taken or looked at as the selection allows. */
  @Nullable Letter next() {
    while (taken < selection.most() && looked < selection.looks()) {
      Delivery delivery = look.next();
      if (delivery == null) {
        return null;
      }
      looked++;
      Letter letter = new Letter(delivery);
      if (selection.contains(letter)) {
        taken++;
        return letter;
      }
    }
    return null;
  }

  /** Whether the queue had some that nobody looked at. */
  boolean more() {
    return look.left() > 0;
  }
}
