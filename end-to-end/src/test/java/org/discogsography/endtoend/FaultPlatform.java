package org.discogsography.endtoend;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.discogsography.localstack.process.LocalStackException;
import org.discogsography.localstack.proxy.FaultProxy;

/**
 * The platform that the rows of the fault matrix share, because services take long to start: a
 * proxy on every line, limits that are short enough for a test, and a new dump for each row. A row
 * that did not end well leaves it unusable, and the next one gets another.
 */
final class FaultPlatform implements AutoCloseable {
  static final String ROLE = "tableinator";
  static final String ROLE_PASSWORD = "a-password-for-tests";
  static final Duration HOLD_BUDGET = Duration.ofSeconds(3);

  /** Small, for a fault to come between two: a worker has two of them in hand at most. */
  static final int BATCH = 50;

  private static final Map<String, String> SHORT_LIMITS =
      Map.ofEntries(
          Map.entry("AMQP_HEARTBEAT", "2"),
          Map.entry("AMQP_RPC_TIMEOUT", "5"),
          Map.entry("AMQP_CONNECT_TIMEOUT", "2"),
          Map.entry("DATABASE_QUERY_TIMEOUT", "8"),
          Map.entry("DATABASE_CONNECT_TIMEOUT", "2"),
          Map.entry("DATABASE_POOL_TIMEOUT", "2"),
          Map.entry("DATABASE_PROBE_TIMEOUT", "2"),
          Map.entry("DATABASE_PROBE_INTERVAL", "1"),
          Map.entry("NEO4J_TRANSACTION_TIMEOUT", "8"),
          Map.entry("NEO4J_ANSWER_GRACE", "1"),
          Map.entry("NEO4J_ACQUISITION_TIMEOUT", "10"),
          Map.entry("NEO4J_CONNECT_TIMEOUT", "2"),
          Map.entry("WORKER_HOLD_BUDGET", Long.toString(HOLD_BUDGET.toSeconds())),
          Map.entry("WORKER_DEAD_LETTER_TIMEOUT", "2"),
          Map.entry("EXTRACTOR_CHECK_INTERVAL", "0.3"),
          // Small dumps: what goes in a month is a larger share of them.
          Map.entry("EXTRACTOR_DELETION_SHARE", "0.5"));

  /** Of everything on the way to a store, so that a fault finds a dump that is half in. */
  static final Duration SLOW = Duration.ofMillis(10);

  /** Likewise between extractor and broker, for half of it to be published. */
  private static final Duration SLOW_EXTRACTOR = Duration.ofMillis(30);

  private static FaultPlatform shared;

  final Platform platform;
  final DumpSeries dumps;
  final TestBroker broker;
  private final Path directory;
  private final Map<Link, FaultProxy> proxies = new EnumMap<>(Link.class);
  private FaultRow open;
  private int batch = BATCH;

  private FaultPlatform() throws Exception {
    this.directory = Files.createTempDirectory("discogsography-faults-");
    this.platform = new Platform(directory);
    this.dumps = new DumpSeries(Files.createDirectories(directory.resolve("dumps")));
    this.broker = new TestBroker(platform.rabbitmq);
    proxies.put(Link.TABLEINATOR_POSTGRES, FaultProxy.to(platform.postgres.port()));
    proxies.put(Link.GRAPHINATOR_NEO4J, FaultProxy.to(platform.neo4j.port()));
    for (Link link : Link.values()) {
      proxies.computeIfAbsent(link, any -> FaultProxy.to(platform.rabbitmq.port()));
    }
    createRole();
    start("graphinator");
    start("tableinator");
    Deadline.await(Duration.ofMinutes(3), () -> "consumers of all queues", broker::allConsumed);
    ServiceProcess extractor = start("extractor");
    Deadline.await(
        Duration.ofMinutes(3),
        () -> "the extractor: " + extractor.log(),
        () -> extractor.health().path("status").asString("").equals("UP"));
  }

  /** The one that runs, or a new one. */
  static FaultPlatform shared() throws Exception {
    if (shared != null && shared.isUsable()) {
      return shared;
    }
    closeShared();
    shared = new FaultPlatform();
    return shared;
  }

  /** Between rows nothing is in any queue, nor in the hand of a worker. */
  static void requireNoMessages() throws Exception {
    if (shared != null && shared.isUsable()) {
      Platform platform = shared.platform;
      Deadline.await(
          Duration.ofSeconds(30),
          () -> "no message is left, dead letters included: " + platform.messages(),
          () -> platform.messages() == 0);
    }
  }

  /** As the other rows need it; a platform that failed is left as it is. */
  static void workInSmallBatches() throws Exception {
    if (shared != null && shared.isUsable()) {
      shared.workInBatchesOf(BATCH);
    }
  }

  static void closeShared() {
    if (shared != null) {
      shared.close();
      shared = null;
    }
  }

  FaultProxy proxy(Link link) {
    return proxies.get(link);
  }

  ServiceProcess service(String name) {
    return platform.service(name);
  }

  ServiceProcess start(String service) {
    return start(service, service);
  }

  /** Between two rows: workers with batches of another size are ended, and started with this. */
  void workInBatchesOf(int size) throws Exception {
    if (batch == size) {
      return;
    }
    batch = size;
    for (String worker : List.of("graphinator", "tableinator")) {
      service(worker).terminate();
      start(worker);
    }
    Deadline.await(Duration.ofMinutes(3), () -> "consumers of all queues", broker::allConsumed);
  }

  ServiceProcess start(String service, String alias) {
    return platform.start(service, alias, environment(service));
  }

  /** Shows the next dump to the extractor; the row ends with {@link FaultRow#finish}. */
  FaultRow row(String name) throws Exception {
    FaultRow row = new FaultRow(this, name, dumps.prepare(Seed.ofDump(name, 1)));
    open = row;
    proxy(Link.TABLEINATOR_POSTGRES).delay(SLOW);
    proxy(Link.GRAPHINATOR_NEO4J).delay(SLOW);
    proxy(Link.EXTRACTOR_RABBITMQ).delay(SLOW_EXTRACTOR);
    dumps.show(row.dump());
    return row;
  }

  /** No fault on any line, and no delay. */
  void pass() {
    proxies.values().forEach(FaultProxy::pass);
  }

  void finished(FaultRow row) {
    if (open == row) {
      open = null;
    }
  }

  /** As a superuser, who is not the one that the tableinator is. */
  void sql(String... statements) throws SQLException {
    try (Connection connection = Store.superuser(platform.postgres);
        Statement statement = connection.createStatement()) {
      for (String each : statements) {
        statement.execute(each);
      }
    }
  }

  @Override
  public void close() {
    platform.services().values().forEach(ServiceProcess::close);
    platform.close();
    proxies.values().forEach(FaultProxy::close);
    mendServers();
  }

  private boolean isUsable() {
    return open == null && platform.isRunning();
  }

  private void mendServers() {
    try {
      platform.postgres.start();
      platform.neo4j.start();
      platform.rabbitmq.start();
    } catch (LocalStackException e) {
      throw new AssertionError("a server cannot be started again", e);
    }
  }

  private void createRole() throws SQLException {
    sql(
        "do $$ begin if not exists (select from pg_roles where rolname = '%1$s') then create role %1$s; end if; end $$"
            .formatted(ROLE),
        "alter role %s login password '%s'".formatted(ROLE, ROLE_PASSWORD),
        "grant usage, create on schema public to " + ROLE);
  }

  private Map<String, String> environment(String service) {
    Map<String, String> environment = new LinkedHashMap<>(SHORT_LIMITS);
    environment.put("WORKER_BATCH_SIZE", Integer.toString(batch));
    environment.put("DISCOGS_ROOT", dumps.current().toString());
    environment.put("STATE_DIR", directory.resolve("state").toString());
    environment.put("POSTGRES_USERNAME", ROLE);
    environment.put("POSTGRES_PASSWORD", ROLE_PASSWORD);
    for (Link link : Link.values()) {
      if (link.service.equals(service)) {
        int port = proxy(link).port();
        switch (link) {
          case TABLEINATOR_POSTGRES -> environment.put("POSTGRES_ADDRESS", "127.0.0.1:" + port);
          case GRAPHINATOR_NEO4J -> environment.put("NEO4J_ADDRESS", "bolt://127.0.0.1:" + port);
          case EXTRACTOR_RABBITMQ, GRAPHINATOR_RABBITMQ, TABLEINATOR_RABBITMQ ->
              environment.put("AMQP_CONNECTION", rabbitmqThrough(port));
        }
      }
    }
    return environment;
  }

  private String rabbitmqThrough(int port) {
    return platform.rabbitmq.uri().replace(":" + platform.rabbitmq.port(), ":" + port);
  }
}
