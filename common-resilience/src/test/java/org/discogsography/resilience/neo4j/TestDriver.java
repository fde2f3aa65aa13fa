package org.discogsography.resilience.neo4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import org.discogsography.localstack.Neo4jServer;
import org.discogsography.localstack.TestServers;
import org.discogsography.resilience.failure.StoreException;

/** Drivers for the tests' server, and short words for what tests do with them. */
final class TestDriver {
  /** For anything that is not measured; machines are slow at times. */
  static final Duration LIMIT = Duration.ofMinutes(1);

  private TestDriver() {}

  static Neo4jServer server() {
    return TestServers.neo4j();
  }

  static Neo4jSettings settings() {
    Neo4jServer server = server();
    return Neo4jSettings.of(server.uri(), server.username(), server.password());
  }

  static Neo4jSettings impatient() {
    return settings().withTransactionTimeout(Duration.ofSeconds(2), Duration.ofSeconds(1));
  }

  static ResilientNeo4jDriver open(Neo4jSettings settings) {
    return ResilientNeo4jDriver.open(settings, new SimpleMeterRegistry());
  }

  static ResilientNeo4jDriver available(Neo4jSettings settings) throws InterruptedException {
    ResilientNeo4jDriver driver = open(settings);
    assertThat(driver.awaitAvailable(LIMIT)).isTrue();
    return driver;
  }

  static Neo4jWork<Long> number(String statement) {
    return transaction -> transaction.run(statement).single().get(0).asLong();
  }

  static StoreException failureOf(ResilientNeo4jDriver driver, Neo4jWork<?> work) {
    StoreException failure = catchThrowableOfType(StoreException.class, () -> driver.write(work));
    assertThat(failure).isNotNull();
    return failure;
  }
}
