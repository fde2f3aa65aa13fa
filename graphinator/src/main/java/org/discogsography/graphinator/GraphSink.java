package org.discogsography.graphinator;

import java.util.List;
import org.discogsography.messages.EntityType;
import org.discogsography.messages.RecordMessage;
import org.discogsography.messages.RecordMessageCodec;
import org.discogsography.resilience.neo4j.Neo4jClassifier;
import org.discogsography.resilience.neo4j.ResilientNeo4jDriver;
import org.discogsography.resilience.rabbit.Delivery;
import org.discogsography.resilience.worker.Decoded;
import org.discogsography.resilience.worker.Sink;
import org.discogsography.resilience.worker.Written;

/** Writes the records of one type into the graph. */
final class GraphSink implements Sink<GraphChange> {
  private final EntityType type;
  private final NodeKind kind;
  private final ResilientNeo4jDriver driver;
  private final GraphSchema schema;
  private final WritePermit permit;
  private final GraphDecoder decoder;
  private final GraphWriter writer;

  /**
   * A sink for one queue.
   *
   * @param permit shared by all sinks that write to the same graph
   */
  GraphSink(EntityType type, ResilientNeo4jDriver driver, GraphSchema schema, WritePermit permit) {
    this.type = type;
    this.kind = NodeKind.of(type);
    this.driver = driver;
    this.schema = schema;
    this.permit = permit;
    this.decoder = new GraphDecoder(kind);
    this.writer = new GraphWriter(kind);
  }

  @Override
  public String store() {
    return Neo4jClassifier.STORE;
  }

  @Override
  public Decoded<GraphChange> decode(Delivery delivery) {
    return switch (RecordMessageCodec.decode(type, delivery)) {
      case Decoded.Usable<RecordMessage>(RecordMessage message) -> decoder.decode(message);
      case Decoded.Malformed<RecordMessage>(String reason, String detail) ->
          new Decoded.Malformed<>(reason, detail);
    };
  }

  @Override
  public Written write(List<GraphChange> changes) throws InterruptedException {
    schema.ensure();
    Batch batch = Batch.of(changes);
    int written =
        permit.holding(() -> driver.write(transaction -> writer.write(transaction, batch)));
    return new Written(written, changes.size() - written);
  }

  @Override
  public void trySample(GraphChange like) throws InterruptedException {
    schema.ensure();
    permit.holding(() ->
        driver.rehearse(transaction ->
            SampleChange.steps(kind).stream()
                .mapToInt(batch -> writer.write(transaction, batch))
                .sum()));
  }

  @Override
  public void awaitAvailable() throws InterruptedException {
    driver.awaitAvailable();
  }
}
