package org.discogsography.tableinator;

import java.util.List;
import java.util.Optional;
import org.discogsography.messages.EntityType;
import org.discogsography.messages.RecordMessage;
import org.discogsography.messages.RecordMessageCodec;
import org.discogsography.resilience.failure.StoreException;
import org.discogsography.resilience.postgres.PostgresClassifier;
import org.discogsography.resilience.postgres.ResilientPostgresPool;
import org.discogsography.resilience.postgres.SqlWork;
import org.discogsography.resilience.rabbit.Delivery;
import org.discogsography.resilience.worker.Decoded;
import org.discogsography.resilience.worker.Sink;
import org.discogsography.resilience.worker.Written;

/** The table of one entity type. Thread-safe. */
final class TableSink implements Sink<RecordMessage> {
  private final EntityType type;
  private final ResilientPostgresPool pool;
  private final Schema schema;
  private final TableWriter writer;

  TableSink(EntityType type, ResilientPostgresPool pool, Schema schema) {
    this.type = type;
    this.pool = pool;
    this.schema = schema;
    this.writer = new TableWriter(type);
  }

  @Override
  public String store() {
    return PostgresClassifier.STORE;
  }

  @Override
  public Decoded<RecordMessage> decode(Delivery delivery) {
    return RecordMessageCodec.decode(type, delivery);
  }

  @Override
  public Written write(List<RecordMessage> records) throws InterruptedException {
    Batch batch = Batch.of(records);
    SqlWork<Integer> work = connection -> writer.write(connection, batch);
    int written = onTables(() -> pool.transaction(work));
    return new Written(written, records.size() - written);
  }

  @Override
  public void trySample(RecordMessage like) throws InterruptedException {
    Batch sample = Batch.of(Samples.like(like));
    int ignored = onTables(() -> pool.rehearse(connection -> writer.write(connection, sample)));
  }

  @Override
  public Optional<Decoded.Malformed<RecordMessage>> examine(RecordMessage record) {
    return BodyCheck.of(record);
  }

  @Override
  public void awaitAvailable() throws InterruptedException {
    pool.awaitAvailable();
    schema.ensure();
  }

  private <T> T onTables(Work<T> work) throws InterruptedException {
    schema.ensure();
    try {
      return work.run();
    } catch (StoreException e) {
      schema.failed(e);
      throw e;
    }
  }

  /** Something that needs the tables. */
  @FunctionalInterface
  private interface Work<T> {
    T run() throws InterruptedException;
  }
}
