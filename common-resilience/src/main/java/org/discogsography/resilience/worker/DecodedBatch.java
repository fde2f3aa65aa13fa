package org.discogsography.resilience.worker;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.discogsography.resilience.rabbit.Delivery;
import org.jspecify.annotations.Nullable;

/**
 * A batch whose deliveries are each either an item to write or malformed.
 *
 * @param entries one for each delivery, in the same order
 */
record DecodedBatch<R>(List<Entry<R>> entries) {
  /** Exactly one of the two is there. */
  record Entry<R>(@Nullable Item<R> item, @Nullable Verdict malformed) {
    @Nullable Verdict verdict() {
      return item == null ? malformed : item.verdict();
    }
  }

  static <R> DecodedBatch<R> of(List<Delivery> batch, Sink<R> sink, Instant now) {
    List<Entry<R>> entries = new ArrayList<>(batch.size());
    for (Delivery delivery : batch) {
      entries.add(
          switch (sink.decode(delivery)) {
            case Decoded.Usable<R> usable -> new Entry<>(new Item<>(usable.value()), null);
            case Decoded.Malformed<R> malformed ->
                new Entry<>(null, Verdict.malformed(malformed, now));
          });
    }
    return new DecodedBatch<>(entries);
  }

  List<Item<R>> usable() {
    return entries.stream().map(Entry::item).filter(Objects::nonNull).toList();
  }

  /** One for each delivery, null for those that were written. */
  List<@Nullable Verdict> verdicts() {
    List<@Nullable Verdict> verdicts = new ArrayList<>(entries.size());
    entries.forEach(entry -> verdicts.add(entry.verdict()));
    return verdicts;
  }

  int condemned() {
    return (int) entries.stream().filter(entry -> entry.verdict() != null).count();
  }
}
