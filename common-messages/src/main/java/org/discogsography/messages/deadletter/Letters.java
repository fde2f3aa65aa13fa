package org.discogsography.messages.deadletter;

import org.discogsography.resilience.rabbit.DeadLetterBrowser.Look;
import org.discogsography.resilience.rabbit.Delivery;
import org.jspecify.annotations.Nullable;

/** The selected letters of one look, one by one. */
final class Letters {
  private final Look look;
  private final Selection selection;
  private int looked;

  Letters(Look look, Selection selection) {
    this.look = look;
    this.selection = selection;
  }

  /** Null after the last. */
  @Nullable Letter next() {
    while (looked < selection.most()) {
      Delivery delivery = look.next();
      if (delivery == null) {
        return null;
      }
      looked++;
      Letter letter = new Letter(delivery);
      if (selection.contains(letter)) {
        return letter;
      }
    }
    return null;
  }
}
