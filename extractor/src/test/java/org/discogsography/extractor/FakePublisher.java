package org.discogsography.extractor;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.discogsography.extractor.publish.RecordPublisher;
import org.discogsography.messages.RecordMessage;

/** Confirms at once, and remembers what was sent: type and id, with a minus for a deletion. */
public final class FakePublisher implements RecordPublisher {
  private final List<String> sent = new ArrayList<>();
  private Runnable whenPublished = () -> {};

  public List<String> sent() {
    return sent;
  }

  public void whenPublished(Runnable action) {
    whenPublished = action;
  }

  @Override
  public void publish(RecordMessage message, Runnable whenConfirmed) {
    String type = message.entityType().plural();
    sent.add(
        switch (message) {
          case RecordMessage.Upsert upsert -> type + " " + upsert.id();
          case RecordMessage.Delete delete -> type + " -" + delete.id();
        });
    whenConfirmed.run();
    whenPublished.run();
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
