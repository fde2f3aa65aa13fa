package org.discogsography.resilience.conformance;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.discogsography.resilience.failure.FailureKind;
import org.discogsography.resilience.failure.StoreException;
import org.discogsography.resilience.rabbit.Delivery;
import org.discogsography.resilience.worker.Decoded;
import org.discogsography.resilience.worker.Sink;
import org.discogsography.resilience.worker.Written;

/** A sink in memory that is always there, and refuses the messages with certain ids. */
final class CountingSink implements Sink<String> {
  private final Map<String, Integer> writes = new ConcurrentHashMap<>();
  private final Set<String> bad;
  private volatile CountDownLatch gate = new CountDownLatch(0);

  CountingSink(String... bad) {
    this.bad = Set.of(bad);
  }

  boolean has(String id) {
    return writes.containsKey(id);
  }

  int distinct() {
    return writes.size();
  }

  /** Every write from now on waits for {@link #open}. */
  void shut() {
    gate = new CountDownLatch(1);
  }

  void open() {
    gate.countDown();
  }

  @Override
  public String store() {
    return "memory";
  }

  @Override
  public Decoded<String> decode(Delivery delivery) {
    return new Decoded.Usable<>(delivery.properties().messageId());
  }

  @Override
  public Written write(List<String> records) throws InterruptedException {
    gate.await();
    if (records.stream().anyMatch(bad::contains)) {
      throw new StoreException(
          store(), FailureKind.DATA, "BAD", "a bad record", new IllegalArgumentException());
    }
    records.forEach(each -> writes.merge(each, 1, Integer::sum));
    return new Written(records.size(), 0);
  }

  @Override
  public void trySample(String like) {}

  @Override
  public void awaitAvailable() {}
}
