package org.discogsography.extractor.publish;

import java.time.Duration;
import java.util.function.BiConsumer;
import org.discogsography.extractor.progress.Hindrance;
import org.discogsography.messages.EntityType;
import org.discogsography.messages.RecordMessage;
import org.jspecify.annotations.Nullable;

/** Holds a type's records back while one of its queues is full, so that queues stay short. */
public final class PacedPublisher implements RecordPublisher, AutoCloseable {
  private final RecordPublisher publisher;
  private final BacklogWatch watch;

  private PacedPublisher(RecordPublisher publisher, BacklogWatch watch) {
    this.publisher = publisher;
    this.watch = watch;
  }

  /**
   * Begins to look at the queues whenever something is sent.
   *
   * @param listener hears what holds a type back, and null when nothing does; on another thread
   */
  public static PacedPublisher start(
      RecordPublisher publisher,
      WorkQueues queues,
      BacklogLimits limits,
      BiConsumer<EntityType, @Nullable Hindrance> listener) {
    BacklogWatch watch = new BacklogWatch(queues, limits, listener);
    watch.start();
    return new PacedPublisher(publisher, watch);
  }

  @Override
  public void publish(RecordMessage message, Runnable whenConfirmed) throws InterruptedException {
    watch.awaitRoom(message.entityType());
    publisher.publish(message, whenConfirmed);
  }

  @Override
  public boolean holdsBack(EntityType type) {
    return watch.isFull(type);
  }

  @Override
  public boolean awaitConfirmed(Duration limit) throws InterruptedException {
    return publisher.awaitConfirmed(limit);
  }

  @Override
  public boolean awaitConnected(Duration limit) throws InterruptedException {
    return publisher.awaitConnected(limit);
  }

  @Override
  public void close() {
    watch.close();
  }
}
