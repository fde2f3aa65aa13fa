package org.discogsography.extractor.schedule;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Lets time pass at once, and remembers how much. */
public final class FakeWaiting implements Waiting {
  private final List<Duration> pauses = new ArrayList<>();
  private final SettableClock clock;
  private long nanos;

  public FakeWaiting(SettableClock clock) {
    this.clock = clock;
  }

  @Override
  public long nanos() {
    return nanos;
  }

  @Override
  public void pause(Duration time) {
    pauses.add(time);
    if (time.isPositive()) {
      nanos += time.toNanos();
      clock.advance(time);
    }
  }

  public List<Duration> pauses() {
    return pauses;
  }
}
