package org.discogsography.resilience.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.discogsography.resilience.rabbit.Eventually.eventually;

import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.stream.IntStream;
import org.discogsography.localstack.RabbitMqServer;
import org.discogsography.localstack.TestServers;
import org.discogsography.resilience.health.Status;
import org.discogsography.resilience.rabbit.RawClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The broker fails between a publisher and a worker that are both busy. */
@Timeout(180)
final class PipelineFaultIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int COUNT = 6_000;

  private final RabbitSubject subject = new RabbitSubject();
  private final RabbitMqServer broker = TestServers.rabbitmq();
  private final CountingSink sink = new CountingSink("-1");
  private final AtomicIntegerArray confirms = new AtomicIntegerArray(COUNT);
  private final Pipeline pipeline = new Pipeline(broker, sink);

  @BeforeEach
  void connect() throws Exception {
    assertThat(pipeline.awaitAvailable(PATIENCE)).isTrue();
  }

  @AfterEach
  void close() {
    broker.start();
    pipeline.close();
  }

  @Test
  void stopsAndKillsLoseNothingConfirmOnceAndNeverUseATagTwice() throws Exception {
    pipeline.startWorker();
    int refusedTags = tagsThatTheBrokerRefused();
    Thread publishing = Thread.ofVirtual().start(this::publishAll);
    eventually("some work", () -> sink.distinct() > COUNT / 20);
    broker.stop();
    Recovery.ofServer(subject, pipeline.flow(), "stopped-mid-publish", broker::start);
    eventually("more work", () -> sink.distinct() > COUNT / 4);
    broker.kill();
    Recovery.ofServer(subject, pipeline.flow(), "killed-mid-ack", broker::start);

    assertThat(publishing.join(PATIENCE)).isTrue();
    assertThat(pipeline.connection().publisher().awaitConfirmed(PATIENCE)).isTrue();
    assertThat(IntStream.range(0, COUNT).map(confirms::get)).containsOnly(1);
    eventually("all stored", this::isEverythingStored);
    eventually("an empty queue", () -> pipeline.ready(pipeline.queue()) == 0);
    assertThat(pipeline.ready(pipeline.deadLetters())).isZero();
    assertThat(tagsThatTheBrokerRefused()).isEqualTo(refusedTags);
  }

  @Test
  void aDiskAlarmBlocksThePublisherWhileABadRecordAtTheHeadAndAllOthersAreDrained()
      throws Exception {
    publish(-1, 200);
    broker.ctl("set_disk_free_limit", "1000000000000000");
    try {
      long began = System.nanoTime();
      assertThat(
              pipeline
                  .connection()
                  .publisher()
                  .publishOnce(pipeline.topology().message(-2), Duration.ofSeconds(1)))
          .isFalse();
      assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(2));
      assertThat(pipeline.health().health().status()).isEqualTo(Status.DEGRADED);
      assertThat(pipeline.health().health().details()).containsKey("blocked");

      pipeline.startWorker();
      eventually("the good ones", () -> IntStream.range(0, 200).allMatch(this::isStored));
      eventually("an empty queue", () -> pipeline.ready(pipeline.queue()) == 0);
      eventually("the bad one set aside", () -> pipeline.ready(pipeline.deadLetters()) == 1);
    } finally {
      Recovery.ofLine(subject, pipeline, "alarm", () -> broker.ctl("set_disk_free_limit", "50MB"));
    }
    eventually("health", () -> HealthWatch.isUp(pipeline.health()));
    try (RawClient raw = new RawClient(broker.uri())) {
      assertThat(raw.drain(pipeline.deadLetters()))
          .extracting(RawClient.Taken::messageId)
          .containsOnly("-1");
    }
  }

  @Test
  void anAckThatTookTooLongCostsOneRedeliveryAndTheWorkerIsBackByItself() throws Exception {
    ackTimeout(1_000, 500);
    try {
      sink.shut();
      pipeline.startWorker();
      eventually("a consumer", () -> consumers() == 1);
      publish(0, 10);
      eventually("taken away by the broker", () -> consumers() == 0);
    } finally {
      ackTimeout(1_800_000, 60_000);
      sink.open();
    }
    eventually("all stored", () -> IntStream.range(0, 10).allMatch(this::isStored));
    eventually("an empty queue", () -> pipeline.ready(pipeline.queue()) == 0);
    pipeline.operate();
    assertThat(pipeline.ready(pipeline.deadLetters())).isZero();
  }

  @Test
  void aDeletedQueueIsDeclaredAndConsumedAgain() throws Exception {
    pipeline.startWorker();
    pipeline.operate();
    try (RawClient raw = new RawClient(broker.uri())) {
      raw.delete(pipeline.queue());
    }
    Recovery.ofLine(subject, pipeline, "queue-deleted", () -> {});
  }

  @Test
  void aBrokerThatLostEverythingGetsItsTopologyAgain() throws Exception {
    pipeline.startWorker();
    pipeline.operate();
    broker.ctl("stop_app");
    broker.ctl("reset");
    Recovery.ofServer(subject, pipeline, "wiped", () -> broker.ctl("start_app"));
    publish(0, 100);
    eventually("all stored", () -> IntStream.range(0, 100).allMatch(this::isStored));
    assertThat(pipeline.ready(pipeline.deadLetters())).isZero();
  }

  private void publishAll() {
    try {
      for (int i = 0; i < COUNT; i++) {
        int id = i;
        pipeline
            .connection()
            .publisher()
            .publish(pipeline.topology().message(id), () -> confirms.incrementAndGet(id));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void publish(int from, int to) throws InterruptedException {
    for (int id = from; id < to; id++) {
      pipeline.connection().publisher().publish(pipeline.topology().message(id), () -> {});
    }
    assertThat(pipeline.connection().publisher().awaitConfirmed(PATIENCE)).isTrue();
  }

  private boolean isStored(int id) {
    return sink.has(Integer.toString(id));
  }

  private boolean isEverythingStored() {
    return IntStream.range(0, COUNT).allMatch(this::isStored);
  }

  private int consumers() {
    return Math.toIntExact(pipeline.connection().depth(pipeline.queue()).consumers());
  }

  /** Both are read when a channel is opened. */
  private void ackTimeout(int timeoutMillis, int checkMillis) {
    broker.ctl("eval", "application:set_env(rabbit, consumer_timeout, " + timeoutMillis + ").");
    broker.ctl("eval", "application:set_env(rabbit, channel_tick_interval, " + checkMillis + ").");
  }

  /** Only the broker knows of these: it closes the channel and says why in its log. */
  private int tagsThatTheBrokerRefused() throws Exception {
    List<String> lines = Files.readAllLines(broker.log());
    return Math.toIntExact(
        lines.stream().filter(each -> each.contains("unknown delivery tag")).count());
  }
}
