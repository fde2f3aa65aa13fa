package org.discogsography.benchmarks;

import java.time.Duration;
import org.discogsography.extractor.publish.RecordPublisher;
import org.discogsography.messages.RecordMessage;

/** Confirms at once what it throws away. */
final class ConfirmingNowhere implements RecordPublisher {
  @Override
  public void publish(RecordMessage message, Runnable whenConfirmed) {
    whenConfirmed.run();
  }

  @Override
  public boolean awaitConfirmed(Duration limit) {
    return true;
  }

  @Override
  public boolean awaitConnected(Duration limit) {
    return true;
  }
}
