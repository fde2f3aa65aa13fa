package org.discogsography.verify.deadletter;

import java.util.List;
import org.discogsography.messages.EntityType;
import org.discogsography.messages.RecordMessage;
import org.discogsography.messages.RecordMessageCodec;
import org.discogsography.resilience.failure.FailureKind;
import org.discogsography.resilience.failure.StoreException;
import org.discogsography.resilience.rabbit.Delivery;
import org.discogsography.resilience.worker.Decoded;
import org.discogsography.resilience.worker.Sink;
import org.discogsography.resilience.worker.Written;

/** A healthy store that refuses every record as data. */
final class RefusingSink implements Sink<RecordMessage> {
  private final EntityType type;

  RefusingSink(EntityType type) {
    this.type = type;
  }

  @Override
  public String store() {
    return "test";
  }

  @Override
  public Decoded<RecordMessage> decode(Delivery delivery) {
    return RecordMessageCodec.decode(type, delivery);
  }

  @Override
  public Written write(List<RecordMessage> records) {
    throw new StoreException(
        "test", FailureKind.DATA, "22P02", "refused", new IllegalStateException("refused"));
  }

  @Override
  public void trySample(RecordMessage like) {}

  @Override
  public void awaitAvailable() {}
}
