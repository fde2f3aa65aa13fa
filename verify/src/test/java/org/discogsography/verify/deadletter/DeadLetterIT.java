package org.discogsography.verify.deadletter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.discogsography.verify.deadletter.TestBroker.DEAD;
import static org.discogsography.verify.deadletter.TestBroker.QUEUE;
import static org.discogsography.verify.deadletter.TestBroker.TYPE;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.discogsography.messages.PlatformTopology;
import org.discogsography.messages.RecordMessageCodec;
import org.discogsography.messages.SinkName;
import org.discogsography.messages.deadletter.DeadLetterOffice;
import org.discogsography.messages.deadletter.DeadLetterOffice.Outcome;
import org.discogsography.messages.deadletter.Letter;
import org.discogsography.messages.deadletter.Selection;
import org.discogsography.resilience.config.Environment;
import org.discogsography.resilience.rabbit.DeadLetterBrowser;
import org.discogsography.resilience.rabbit.Delivery;
import org.discogsography.resilience.rabbit.MessageProperties;
import org.discogsography.resilience.rabbit.OutboundMessage;
import org.discogsography.resilience.rabbit.RabbitSettings;
import org.discogsography.resilience.worker.WorkerGroup;
import org.discogsography.resilience.worker.WorkerSettings;
import org.discogsography.verify.ToolsMain;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import picocli.CommandLine;

/** scripts/dlq on a real broker, with letters that a worker made. */
@Timeout(120)
class DeadLetterIT {
  private TestBroker broker;

  @BeforeEach
  void empty() throws Exception {
    broker = new TestBroker();
  }

  @AfterEach
  void close() {
    broker.close();
  }

  @Test
  void looksAtLettersWithoutTakingThem() throws Exception {
    letWorkerRefuse(1, 2, 3);
    Selection all = new Selection(List.of(QUEUE), "", 1_000, 1_000);
    try (DeadLetterBrowser browser = browser()) {
      for (int i = 0; i < 25; i++) {
        List<Letter> seen = new ArrayList<>();
        assertThat(new DeadLetterOffice(browser).browse(all, seen::add).letters()).isEqualTo(3);
        assertThat(seen).extracting(Letter::reason).containsOnly("refused_by_test");
        broker.awaitReady(DEAD, 3);
      }
    }
    TestBroker.Run list = broker.dlq("list");
    assertThat(list.status()).isZero();
    assertThat(list.output().replaceAll(" +", " ")).contains("3 " + QUEUE + " refused_by_test");
    broker.awaitReady(DEAD, 3);
    assertThat(broker.dlq("show", "--queue", "tableinator.releases").output())
        .contains(QUEUE + " id 2 version 20260101/7 sha256 ")
        .contains("22P02: refused")
        .contains("{\"id\":2}");
    assertThat(broker.dlq("list", "--queue", "graphinator.releases").output())
        .doesNotContain("refused");
    assertThat(broker.dlq("list", "--reason", "other").output()).doesNotContain(QUEUE);
    broker.awaitReady(DEAD, 3);
  }

  @Test
  void replaysToTheOneQueueItCameFromAndNoOther() throws Exception {
    letWorkerRefuse(1, 2);
    TestBroker.Run run = broker.dlq("replay");
    assertThat(run.output()).contains("Replayed 2 letters (2 messages).");
    for (String queue : TestBroker.queues()) {
      broker.awaitReady(queue, queue.equals(QUEUE) ? 2 : 0);
    }
    for (Delivery each : broker.take(QUEUE)) {
      assertThat(RecordMessageCodec.decode(TYPE, each).toString()).contains("Usable");
      assertThat(each.properties().headers().keySet())
          .contains("id", "dump", "run", "force")
          .noneMatch(name -> name.startsWith("x-error-") || name.startsWith("x-original-"));
    }
  }

  @Test
  void replaysCopiesOfALetterOnce() throws Exception {
    broker.publish(List.of(TestBroker.to(DEAD, 5), TestBroker.to(DEAD, 5), TestBroker.to(DEAD, 6)));
    assertThat(broker.dlq("replay").output()).contains("Replayed 2 letters (3 messages).");
    broker.awaitReady(QUEUE, 2);
    broker.awaitReady(DEAD, 0);
  }

  @Test
  void aDryRunChangesNothing() throws Exception {
    letWorkerRefuse(1, 2);
    assertThat(broker.dlq("replay", "--dry-run").output()).contains("Would replay 2 letters.");
    broker.awaitReady(DEAD, 2);
    assertThat(broker.dlq("discard", "--dry-run").output()).contains("Would discard 2 letters.");
    broker.awaitReady(DEAD, 2);
    broker.awaitReady(QUEUE, 0);
  }

  @Test
  void saysThatNotAllWereLookedAt() throws Exception {
    broker.publish(LongStream.rangeClosed(1, 3).mapToObj(id -> TestBroker.to(DEAD, id)).toList());
    assertThat(broker.dlq("list", "--most", "3").output()).doesNotContain("Not all");
    for (String what : List.of("list", "show", "replay", "discard")) {
      String output = broker.dlq(what, "--most", "2", "--reason", "other").output();
      assertThat(output)
          .contains("Not all letters were looked at, only the first 2 of a queue")
          .contains("--most");
    }
    broker.awaitReady(DEAD, 3);
  }

  @Test
  void findsTheFewBehindManyOfAnotherReason() throws Exception {
    broker.publish(
        List.of(because("many", 1), because("many", 2), because("few", 3), because("many", 4)));
    try (DeadLetterBrowser browser = browser()) {
      DeadLetterOffice office = new DeadLetterOffice(browser);
      List<Letter> seen = new ArrayList<>();
      assertThat(office.browse(new Selection(List.of(QUEUE), "few", 1, 3), seen::add))
          .isEqualTo(new Outcome(1, 1, true));
      assertThat(seen).extracting(Letter::reason).containsExactly("few");
      assertThat(office.browse(new Selection(List.of(QUEUE), "few", 2, 4), seen::add))
          .isEqualTo(new Outcome(1, 1, false));
      assertThat(office.browse(new Selection(List.of(QUEUE), "few", 2, 2), seen::add))
          .isEqualTo(new Outcome(0, 0, true));
    }
  }

  @Test
  void discardsOnlyWhatWasSelectedAndAgreedTo() throws Exception {
    letWorkerRefuse(1);
    broker.publish(List.of(TestBroker.to(DEAD, 5)));
    broker.awaitReady(DEAD, 2);
    assertThat(broker.dlq("discard", "--reason", "refused_by_test", "--yes").output())
        .contains("Discarded 1 letters (1 messages).");
    broker.awaitReady(DEAD, 1);
    assertThat(ids(broker.take(DEAD))).containsExactly(5L);
  }

  @Test
  void aReplayThatIsNotConfirmedRemovesNothing() throws Exception {
    List<OutboundMessage> letters =
        LongStream.rangeClosed(1, 250).mapToObj(id -> TestBroker.to(DEAD, id)).toList();
    broker.publish(letters);
    List<OutboundMessage> sent = new ArrayList<>();
    try (DeadLetterBrowser browser = browser()) {
      DeadLetterOffice office = new DeadLetterOffice(browser);
      assertThatThrownBy(() ->
              office.replay(
                  new Selection(List.of(QUEUE), "", 1_000, 1_000),
                  messages -> {
                    if (!sent.isEmpty()) {
                      throw new IllegalStateException("no confirm");
                    }
                    sent.addAll(messages);
                  }))
          .hasMessage("no confirm");
    }
    broker.awaitReady(DEAD, 150);
    assertThat(sent).hasSize(100);
  }

  @Test
  void aReplayThatIsKilledLosesNothing() throws Exception {
    int count = 3_000;
    broker.publish(
        LongStream.rangeClosed(1, count).mapToObj(id -> TestBroker.to(DEAD, id)).toList());
    Process tool = startReplay();
    try {
      while (broker.ready(QUEUE) == 0) {
        assertThat(tool.isAlive()).isTrue();
      }
    } finally {
      tool.destroyForcibly().waitFor();
    }
    assertThat(tool.exitValue()).as("killed before it was done").isNotZero();
    // What the killed one had in hand comes back when the broker has noticed.
    while (broker.messages(DEAD) > 0) {
      assertThat(broker.dlq("replay").status()).isZero();
    }
    Set<Long> ids = new TreeSet<>(ids(broker.take(QUEUE)));
    assertThat(ids).hasSize(count);
  }

  @Test
  void aBrokerThatIsAwayIsSaidInASentence() {
    Map<String, String> nowhere = Map.of("AMQP_CONNECTION", "amqp://guest:guest@127.0.0.1:1");
    StringWriter said = new StringWriter();
    CommandLine commands = ToolsMain.commands(Environment.of(nowhere));
    commands.setErr(new PrintWriter(said, true));
    assertThat(commands.execute("dlq", "list")).isEqualTo(3);
    assertThat(said.toString()).contains("RabbitMQ at").doesNotContain("guest:guest");
  }

  private Process startReplay() throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder(
            ProcessHandle.current().info().command().orElseThrow(),
            "-cp",
            System.getProperty("java.class.path"),
            "org.discogsography.verify.ToolsMain",
            "dlq",
            "replay");
    builder.environment().put("AMQP_CONNECTION", broker.uri());
    return builder.inheritIO().start();
  }

  /** Sends releases to a worker's queue and has a worker set them aside. */
  private void letWorkerRefuse(long... ids) throws InterruptedException {
    broker.publish(
        LongStream.of(ids).mapToObj(id -> TestBroker.to(QUEUE, id)).collect(Collectors.toList()));
    WorkerGroup workers =
        WorkerGroup.start(
            broker.connection(),
            Map.of(QUEUE, new RefusingSink(TYPE)),
            WorkerSettings.defaults(),
            new SimpleMeterRegistry());
    broker.awaitReady(DEAD, ids.length);
    workers.close();
    broker.awaitReady(QUEUE, 0);
  }

  private static OutboundMessage because(String reason, long id) {
    OutboundMessage message = TestBroker.to(DEAD, id);
    MessageProperties properties = message.properties();
    Map<String, Object> headers = new HashMap<>(properties.headers());
    headers.put("x-error-reason", reason);
    return new OutboundMessage(
        "",
        DEAD,
        new MessageProperties(
            properties.messageId(),
            properties.type(),
            properties.contentType(),
            properties.timestamp(),
            headers),
        message.body());
  }

  private DeadLetterBrowser browser() {
    return DeadLetterBrowser.open(
        RabbitSettings.of(broker.uri()),
        "test",
        PlatformTopology.of(EnumSet.allOf(SinkName.class)));
  }

  private static List<Long> ids(List<Delivery> deliveries) {
    return deliveries.stream().map(each -> (Long) each.properties().headers().get("id")).toList();
  }
}
