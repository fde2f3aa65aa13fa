package org.discogsography.resilience.worker;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/**
 * Sets aside what can be seen to be bad without the store. Records are looked at only when the
 * store refused them, and while that goes on also before they are written: a storm of bad records
 * then costs each batch one transaction. Confined to one loop's thread.
 */
final class Scrutiny<R> {
  private final Sink<R> sink;
  private final Clock clock;
  private boolean wary;

  Scrutiny(Sink<R> sink, Clock clock) {
    this.sink = sink;
    this.clock = clock;
  }

  /** What is left to be written of a new batch; ends the suspicion when nothing in it is bad. */
  List<Item<R>> beforeWriting(List<Item<R>> batch) {
    if (!wary) {
      return batch;
    }
    List<Item<R>> rest = withoutVisiblyBad(batch);
    wary = rest.size() < batch.size();
    return rest;
  }

  /** What is left of records that the store refused as bad data. */
  List<Item<R>> afterRefusal(List<Item<R>> refused) {
    List<Item<R>> rest = withoutVisiblyBad(refused);
    wary |= rest.size() < refused.size();
    return rest;
  }

  private List<Item<R>> withoutVisiblyBad(List<Item<R>> items) {
    List<Item<R>> rest = new ArrayList<>(items.size());
    for (Item<R> item : items) {
      sink.examine(item.value())
          .ifPresentOrElse(seen -> item.condemn(seen, clock.instant()), () -> rest.add(item));
    }
    return rest;
  }
}
