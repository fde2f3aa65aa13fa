package org.discogsography.verify;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.ArrayList;
import java.util.List;
import org.discogsography.messages.SinkName;
import org.discogsography.resilience.neo4j.Access;
import org.discogsography.resilience.neo4j.Neo4jSettings;
import org.discogsography.resilience.neo4j.ResilientNeo4jDriver;
import org.discogsography.resilience.postgres.PostgresSettings;
import org.discogsography.resilience.postgres.ResilientPostgresPool;
import org.discogsography.verify.graph.GraphStore;
import org.discogsography.verify.store.Store;
import org.discogsography.verify.table.TableStore;

/** The connections to the stores, for reading only. */
final class Stores implements AutoCloseable {
  private final List<Store> all = new ArrayList<>();
  private final List<Runnable> closing = new ArrayList<>();

  private Stores() {}

  /**
   * Opens those that the settings name.
   *
   * @throws UnreachableException if one does not answer within 15 seconds, or refuses
   */
  static Stores open(VerifySettings settings) throws InterruptedException {
    Stores stores = new Stores();
    try {
      if (settings.postgres() != null) {
        stores.add(settings.postgres());
      }
      if (settings.neo4j() != null) {
        stores.add(settings.neo4j());
      }
      return stores;
    } catch (InterruptedException | RuntimeException e) {
      stores.close();
      throw e;
    }
  }

  List<Store> all() {
    return all;
  }

  List<SinkName> sinks() {
    return all.stream().map(Store::sink).toList();
  }

  @Override
  public void close() {
    closing.forEach(Runnable::run);
  }

  private void add(PostgresSettings settings) throws InterruptedException {
    ResilientPostgresPool pool = ResilientPostgresPool.open(settings, new SimpleMeterRegistry());
    closing.add(pool::close);
    Arrival.await("PostgreSQL", settings, pool::awaitAvailable, pool::availability);
    all.add(new TableStore(pool));
  }

  private void add(Neo4jSettings settings) throws InterruptedException {
    ResilientNeo4jDriver driver =
        ResilientNeo4jDriver.open(settings, Access.READ, new SimpleMeterRegistry());
    closing.add(driver::close);
    Arrival.await("Neo4j", settings, driver::awaitAvailable, driver::availability);
    all.add(new GraphStore(driver));
  }
}
