package org.discogsography.extractor;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.discogsography.extractor.publish.RecordPublisher;
import org.discogsography.messages.RecordMessage;

/**
 * Confirms at once, and remembers what was sent: type and id, with a minus for a deletion and an
 * exclamation mark for what is forced.
 */
public final class FakePublisher implements RecordPublisher {
  private final List<String> sent = new ArrayList<>();
  private Runnable whenPublished = () -> {};
  private boolean confirming = true;

  public List<String> sent() {
    return sent;
  }

  /** From now on the program ends when a message is with the broker and not yet confirmed. */
  public void dieBeforeTheConfirm() {
    confirming = false;
  }

  public void live() {
    confirming = true;
  }

  public void whenPublished(Runnable action) {
    whenPublished = action;
  }

  @Override
  public void publish(RecordMessage message, Runnable whenConfirmed) throws InterruptedException {
    String type = message.entityType().plural();
    sent.add(
        switch (message) {
          case RecordMessage.Upsert upsert ->
              type + " " + upsert.id() + (upsert.force() ? "!" : "");
          case RecordMessage.Delete delete -> type + " -" + delete.id();
        });
    if (!confirming) {
      throw new InterruptedException();
    }
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
