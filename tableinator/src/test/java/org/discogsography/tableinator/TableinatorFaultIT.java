package org.discogsography.tableinator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.discogsography.tableinator.Messages.deletedRelease;
import static org.discogsography.tableinator.Messages.release;
import static org.discogsography.tableinator.Messages.upsert;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.discogsography.localstack.PostgresServer;
import org.discogsography.localstack.TestServers;
import org.discogsography.messages.EntityType;
import org.discogsography.messages.PlatformTopology;
import org.discogsography.messages.RecordMessage;
import org.discogsography.messages.RecordMessageCodec;
import org.discogsography.messages.SinkName;
import org.discogsography.resilience.config.Environment;
import org.discogsography.resilience.postgres.ResilientPostgresPool;
import org.discogsography.resilience.rabbit.ConfirmingPublisher;
import org.discogsography.resilience.rabbit.RabbitSettings;
import org.discogsography.resilience.rabbit.ResilientRabbitConnection;
import org.discogsography.resilience.worker.WorkerGroup;
import org.discogsography.resilience.worker.WorkerSettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** From queue to table while PostgreSQL comes and goes. */
@Timeout(120)
class TableinatorFaultIT {
  private static final int RECORDS = 3_000;

  private final PostgresServer server = TestServers.postgres();
  private TestTables tables;
  private ResilientRabbitConnection rabbit;
  private ResilientPostgresPool pool;
  private WorkerGroup workers;

  @BeforeEach
  void open() throws Exception {
    tables = TestTables.fresh();
    rabbit =
        ResilientRabbitConnection.open(
            RabbitSettings.from(
                Environment.of(Map.of("AMQP_CONNECTION", TestServers.rabbitmq().uri()))),
            "tableinator-test",
            PlatformTopology.of(EnumSet.of(SinkName.TABLEINATOR)),
            new SimpleMeterRegistry());
    assertThat(rabbit.awaitConnected(TestTables.LIMIT)).isTrue();
    TestServers.rabbitmq().ctl("purge_queue", releases());
    TestServers.rabbitmq().ctl("purge_queue", PlatformTopology.deadLetterQueue(releases()));
  }

  @AfterEach
  void close() {
    if (workers != null) {
      workers.close();
      pool.close();
    }
    rabbit.close();
    tables.close();
    server.start();
  }

  @Test
  void startsWithTheDatabaseDownAndCatchesUp() throws Exception {
    server.stop();
    startWorkers();
    publishReleases(1, 1, "early");
    server.start();

    awaitRows(RECORDS, 1);
    assertNothingIsLeft();
  }

  @Test
  void goesOnThroughAStopAKillAndAHang() throws Exception {
    startWorkers();
    publishReleases(1, 1, "first");
    server.stop();
    publishReleases(2, 2, "second");
    server.start();
    awaitRows(RECORDS, 2);
    publishReleases(1, 3, "third");
    server.kill();
    server.start();
    awaitRows(RECORDS, 3);
    server.pause();
    publishReleases(1, 4, "fourth");
    server.resume();

    awaitRows(RECORDS, 4);
    assertNothingIsLeft();
  }

  @Test
  void onlyTheBadRecordIsDeadLettered() throws Exception {
    startWorkers();
    publish(
        List.of(
            release(1, 1, "a"),
            upsert(EntityType.RELEASES, 2, 1, "{\"id\":2,\"title\":\"\\u0000\"}"),
            upsert(EntityType.RELEASES, 3, 1, "{\"id\":4}"),
            release(5, 1, "e"),
            deletedRelease(6, 1)));

    awaitDepth(PlatformTopology.deadLetterQueue(releases()), 2);
    assertThat(tables.releases()).containsExactly("1 1 a", "5 1 e");
  }

  @Test
  void aDroppedTableIsCreatedAgainAndNothingIsDeadLettered() throws Exception {
    startWorkers();
    publishReleases(1, 1, "first");
    awaitRows(RECORDS, 1);
    tables.execute("drop table releases");
    publishReleases(1, 2, "second");

    awaitRows(RECORDS, 2);
    assertNothingIsLeft();
  }

  private void startWorkers() {
    pool = tables.open();
    workers =
        WorkerGroup.start(
            rabbit,
            TableinatorService.sinks(pool, types -> {}),
            WorkerSettings.defaults(),
            new SimpleMeterRegistry());
  }

  private void publishReleases(long first, long run, String title) throws Exception {
    ConfirmingPublisher publisher = rabbit.publisher();
    for (long id = first; id <= RECORDS; id++) {
      publish(publisher, release(id, run, title));
    }
    if (first > 1) {
      publish(publisher, release(1, run, title));
    }
    assertThat(publisher.awaitConfirmed(TestTables.LIMIT)).isTrue();
  }

  private void publish(List<RecordMessage> messages) throws Exception {
    for (RecordMessage message : messages) {
      publish(rabbit.publisher(), message);
    }
    assertThat(rabbit.publisher().awaitConfirmed(TestTables.LIMIT)).isTrue();
  }

  private static void publish(ConfirmingPublisher publisher, RecordMessage message)
      throws InterruptedException {
    publisher.publish(RecordMessageCodec.encode(message, Instant.now()), () -> {});
  }

  private void awaitRows(int expected, long run) throws Exception {
    String query = "select count(*) from releases where run = " + run;
    long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (!count(query).equals(String.valueOf(expected))) {
      assertThat(System.nanoTime()).as("rows of run %d", run).isLessThan(deadline);
      TimeUnit.MILLISECONDS.sleep(50);
    }
  }

  private String count(String query) {
    try {
      return tables.rows(query).getFirst();
    } catch (SQLException e) {
      return e.getMessage();
    }
  }

  private void awaitDepth(String queue, int expected) throws InterruptedException {
    long deadline = System.nanoTime() + TestTables.LIMIT.toNanos();
    while (rabbit.depth(queue).ready() != expected) {
      assertThat(System.nanoTime()).as("messages in %s", queue).isLessThan(deadline);
      TimeUnit.MILLISECONDS.sleep(50);
    }
  }

  private void assertNothingIsLeft() throws InterruptedException {
    awaitDepth(releases(), 0);
    assertThat(rabbit.depth(PlatformTopology.deadLetterQueue(releases())).ready()).isZero();
  }

  private static String releases() {
    return PlatformTopology.queue(SinkName.TABLEINATOR, EntityType.RELEASES);
  }
}
