package org.discogsography.graphinator;

import java.time.Duration;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.discogsography.messages.EntityType;
import org.discogsography.messages.ResendRequests;
import org.discogsography.resilience.failure.FailureKind;
import org.discogsography.resilience.failure.StoreException;
import org.discogsography.resilience.neo4j.Neo4jClassifier;
import org.discogsography.resilience.neo4j.ResilientNeo4jDriver;
import org.discogsography.resilience.policy.Backoff;
import org.discogsography.resilience.policy.BreakerSettings;
import org.discogsography.resilience.policy.BreakerSettings.Consecutive;
import org.discogsography.resilience.policy.CallPolicy;
import org.discogsography.resilience.policy.ResilienceSettings;
import org.discogsography.resilience.policy.RetrySettings;
import org.neo4j.driver.SimpleQueryRunner;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The unique constraints without which two writers would create a node twice. Created where they
 * are missing each time Neo4j has become available, because it may have come back empty; several
 * services may do so at once. Before a type's constraint is created, everything of that type is
 * asked for again: what an empty Neo4j held before would not be sent a second time. Thread-safe.
 */
final class GraphSchema {
  private static final Logger LOG = LoggerFactory.getLogger(GraphSchema.class);

  /** A constraint that was dropped is built again over everything that is there. */
  private static final Duration CREATION_TIMEOUT = Duration.ofMinutes(15);

  /**
   * Those who create at the same time lose against each other (Neo4j ends one of two whose locks
   * deadlock), or find that the other one was faster; then it is there at the next attempt.
   */
  private static final ResilienceSettings RIVALS =
      new ResilienceSettings(
          new BreakerSettings(new Consecutive(1_000), Duration.ofSeconds(1), 1),
          Map.of(
              FailureKind.CONTENTION, retries(30),
              FailureKind.SYSTEMIC, retries(2),
              FailureKind.UNKNOWN, retries(2)),
          Duration.ofMinutes(2));

  private static final List<Key> KEYS =
      List.of(
          new Key("Artist", "id"),
          new Key("Label", "id"),
          new Key("Master", "id"),
          new Key("Release", "id"),
          new Key("Genre", "name"),
          new Key("Style", "name"));

  private static final String ONLINE =
      """
      SHOW INDEXES YIELD owningConstraint, state, labelsOrTypes, properties
      WHERE owningConstraint IS NOT NULL AND state = 'ONLINE'
      RETURN labelsOrTypes[0] AS label, properties AS properties
      """;

  private final ResilientNeo4jDriver driver;
  private final ResendRequests requests;
  private final CallPolicy rivals = new CallPolicy(Neo4jClassifier.STORE, RIVALS);
  private final ReentrantLock lock = new ReentrantLock();
  private volatile long checkedFor;

  /** A label whose property is unique. */
  private record Key(String label, String property) {
    String creation() {
      return "CREATE CONSTRAINT %s_%s IF NOT EXISTS FOR (n:%s) REQUIRE n.%s IS UNIQUE"
          .formatted(label.toLowerCase(Locale.ROOT), property, label, property);
    }
  }

  GraphSchema(ResilientNeo4jDriver driver, ResendRequests requests) {
    this.driver = driver;
    this.requests = requests;
  }

  /**
   * Returns once every constraint is there and online; at once when that is known.
   *
   * @throws StoreException if Neo4j is away or refuses
   */
  void ensure() throws InterruptedException {
    if (checkedFor == driver.arrivals() && checkedFor > 0) {
      return;
    }
    lock.lockInterruptibly();
    try {
      long arrivals = driver.arrivals();
      if (checkedFor != arrivals || arrivals == 0) {
        createMissing();
        checkedFor = arrivals;
      }
    } finally {
      lock.unlock();
    }
  }

  private void createMissing() throws InterruptedException {
    List<Key> missing = missing();
    Set<EntityType> types = types(missing);
    if (!types.isEmpty()) {
      requests.askFor(types);
    }
    for (Key key : missing) {
      create(key);
    }
    if (!missing.isEmpty()) {
      driver.write(CREATION_TIMEOUT, GraphSchema::awaitOnline);
      LOG.info("Created {} constraints", missing.size());
    }
  }

  private static Set<EntityType> types(List<Key> keys) {
    Set<EntityType> types = EnumSet.noneOf(EntityType.class);
    for (EntityType type : EntityType.values()) {
      if (keys.stream().anyMatch(key -> key.label().equalsIgnoreCase(type.singular()))) {
        types.add(type);
      }
    }
    return types;
  }

  private List<Key> missing() throws InterruptedException {
    Set<Key> online = new HashSet<>();
    driver
        .read(transaction -> transaction.run(ONLINE).list())
        .forEach(row -> {
          List<Object> properties = row.get("properties").asList();
          if (properties.size() == 1) {
            online.add(new Key(row.get("label").asString(), String.valueOf(properties.get(0))));
          }
        });
    return KEYS.stream().filter(key -> !online.contains(key)).toList();
  }

  private void create(Key key) throws InterruptedException {
    rivals.call(() ->
        driver.write(CREATION_TIMEOUT, transaction -> transaction.run(key.creation()).consume()));
  }

  private static RetrySettings retries(int most) {
    Duration first = Duration.ofMillis(50);
    return new RetrySettings(most, new Backoff.Exponential(first, 1.5, Duration.ofSeconds(1)), 0.5);
  }

  private static Object awaitOnline(SimpleQueryRunner transaction) {
    return transaction
        .run("CALL db.awaitIndexes($seconds)", Map.of("seconds", CREATION_TIMEOUT.toSeconds()))
        .consume();
  }
}
