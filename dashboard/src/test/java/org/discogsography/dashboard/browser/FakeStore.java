package org.discogsography.dashboard.browser;

import java.io.IOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.discogsography.dashboard.stores.StoreFigures;
import org.discogsography.dashboard.stores.StoreSource;
import org.discogsography.resilience.failure.FailureKind;
import org.discogsography.resilience.failure.StoreException;
import org.discogsography.resilience.probe.Availability;

/** A store that is there or not. */
final class FakeStore implements StoreSource {
  private final String name;
  private volatile String failure = "";

  FakeStore(String name) {
    this.name = name;
  }

  void fails(String reason) {
    failure = reason;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Availability availability() {
    return failure.isEmpty()
        ? new Availability.Up(Instant.EPOCH)
        : new Availability.Away(
            Instant.EPOCH,
            new StoreException(
                name, FailureKind.UNAVAILABLE, "08001", failure, new IOException(failure)));
  }

  @Override
  public void ping() {}

  @Override
  public StoreFigures figures() {
    Map<String, Long> counts = new LinkedHashMap<>();
    counts.put("artists", 9_412_331L);
    counts.put("releases", 18_250_440L);
    if (name.equals("neo4j")) {
      counts.put("relationships", 81_000_000L);
      return new StoreFigures(counts, StoreFigures.Estimate.COUNTED, null, null, null);
    }
    return new StoreFigures(counts, StoreFigures.Estimate.ESTIMATED, 48_300_000_000L, 14L, 100L);
  }
}
