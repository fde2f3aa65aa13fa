package org.discogsography.verify.compare;

import java.time.Clock;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.PrimitiveIterator;
import java.util.stream.Stream;
import org.discogsography.messages.EntityType;
import org.discogsography.messages.PlatformTopology;
import org.discogsography.messages.RecordMessage.Delete;
import org.discogsography.messages.RecordMessageCodec;
import org.discogsography.messages.ResendRequest;
import org.discogsography.messages.SinkName;
import org.discogsography.messages.Version;
import org.discogsography.resilience.rabbit.OutboundMessage;
import org.discogsography.verify.store.Difference;
import org.discogsography.verify.store.Kind;
import org.jspecify.annotations.Nullable;

/**
 * Sends what mends the differences: ids that are missing or wrong to the extractor, which has the
 * records, and deletions of extra records to the queue of the store that has them.
 */
public final class Repair {
  private static final int BATCH = 500;

  private final Outbox outbox;
  private final Clock clock;
  private final double deletionShare;

  /**
   * @param deletionShare the greatest share of a store's records that is deleted, from 0 to 1: more
   *     looks like the wrong dump
   */
  public Repair(Outbox outbox, Clock clock, double deletionShare) {
    this.outbox = outbox;
    this.clock = clock;
    this.deletionShare = deletionShare;
  }

  /** Where messages go. */
  @FunctionalInterface
  public interface Outbox {
    /** Returns once the broker has them all. */
    void send(List<OutboundMessage> messages) throws InterruptedException;
  }

  /**
   * What was asked for.
   *
   * @param requested ids that are missing or wrong
   * @param deleted extra records, over all stores
   * @param notDeleted extra records that were left, because they are too many or may be right
   */
  public record Outcome(long requested, long deleted, long notDeleted) {
    Outcome plus(Outcome other) {
      return new Outcome(
          requested + other.requested, deleted + other.deleted, notDeleted + other.notDeleted);
    }
  }

  /** Repairs one type in both stores. */
  public Outcome run(TypeReport report, List<SinkName> sinks) throws InterruptedException {
    Outcome outcome = new Outcome(request(report), 0, 0);
    requestExtra(report);
    for (int i = 0; i < sinks.size(); i++) {
      outcome = outcome.plus(delete(report, report.stores().get(i), sinks.get(i)));
    }
    return outcome;
  }

  private long request(TypeReport report) throws InterruptedException {
    BitSet ids = new BitSet();
    report.stores().forEach(store -> ids.or(store.again()));
    request(report.type(), ids);
    return ids.cardinality();
  }

  /**
   * What is deleted past the extractor must not count as sent there: a later dump may have it again
   * as it was.
   */
  private void requestExtra(TypeReport report) throws InterruptedException {
    BitSet ids = new BitSet();
    for (Findings store : report.stores()) {
      if (isAllowed(report, store)) {
        deletable(store.extra()).forEach(each -> ids.set(Math.toIntExact(each.id())));
      }
    }
    request(report.type(), ids);
  }

  private void request(EntityType type, BitSet ids) throws InterruptedException {
    List<Long> some = new ArrayList<>();
    PrimitiveIterator.OfInt each = ids.stream().iterator();
    while (each.hasNext()) {
      some.add((long) each.nextInt());
      if (some.size() == ResendRequest.MOST_IDS || !each.hasNext()) {
        outbox.send(List.of(new ResendRequest(type, some).encode(clock.instant())));
        some.clear();
      }
    }
  }

  private boolean isAllowed(TypeReport report, Findings store) {
    return store.count(Kind.EXTRA) <= deletionShare * store.records()
        && report.verified()
        && report.withoutId() == 0;
  }

  private static Stream<Difference> deletable(List<Difference> extra) {
    return extra.stream().filter(each -> each.version() != null && each.id() > 0);
  }

  private Outcome delete(TypeReport report, Findings store, SinkName sink)
      throws InterruptedException {
    List<Difference> extra = store.extra();
    long all = store.count(Kind.EXTRA);
    if (!isAllowed(report, store)) {
      return new Outcome(0, 0, all);
    }
    String queue = PlatformTopology.queue(sink, report.type());
    for (int from = 0; from < extra.size(); from += BATCH) {
      outbox.send(
          deletable(extra.subList(from, Math.min(from + BATCH, extra.size())))
              .map(each -> deletion(report.type(), each, report.version(), queue))
              .toList());
    }
    return new Outcome(0, extra.size(), all - extra.size());
  }

  /** To one store's queue: the other may never have had the record. */
  private OutboundMessage deletion(EntityType type, Difference extra, Version dump, String queue) {
    Delete delete = new Delete(type, extra.id(), above(extra.version(), dump));
    OutboundMessage message = RecordMessageCodec.encode(delete, clock.instant());
    return new OutboundMessage("", queue, message.properties(), message.body());
  }

  /**
   * The dump's version, or where the record has that already the next one: what is later than the
   * record, so that it goes, and not later than what a dump that has it will say.
   */
  private static Version above(@Nullable Version found, Version dump) {
    return found == null || found.compareTo(dump) < 0
        ? dump
        : new Version(found.dump(), found.run() + 1);
  }
}
