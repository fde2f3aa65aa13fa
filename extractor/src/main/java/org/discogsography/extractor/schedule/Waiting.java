package org.discogsography.extractor.schedule;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Time that passes; tests let it pass at once. */
public interface Waiting {
  /** A time that only goes forward; differences of it count, in nanoseconds. */
  long nanos();

  /** Returns after that time, or at once where it is not positive. */
  void pause(Duration time) throws InterruptedException;

  /** The machine's. */
  static Waiting real() {
    return new Waiting() {
      @Override
      public long nanos() {
        return System.nanoTime();
      }

      @Override
      public void pause(Duration time) throws InterruptedException {
        boolean ignored = new CountDownLatch(1).await(time.toNanos(), TimeUnit.NANOSECONDS);
      }
    };
  }
}
