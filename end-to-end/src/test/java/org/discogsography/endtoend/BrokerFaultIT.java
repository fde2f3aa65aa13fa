package org.discogsography.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.discogsography.endtoend.Messages.Poison;
import org.discogsography.endtoend.TestBroker.Message;
import org.discogsography.messages.EntityType;
import org.discogsography.messages.PlatformTopology;
import org.discogsography.messages.SinkName;
import org.discogsography.messages.Version;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** F11, F12 and F16: alarms, what is deleted under a running service, and many short outages. */
@ExtendWith(FaultReport.class)
class BrokerFaultIT {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final int CYCLES = 15;
  private static final int DELIVERY_LIMIT = 3;

  @Test
  void queuesDrainDuringAnAlarmThoughABadRecordIsAtTheHeadOfEach() throws Exception {
    FaultPlatform faults = FaultPlatform.shared();
    FaultRow row = faults.row("F11 memory alarm, a bad record at each head");
    faults.proxy(Link.TABLEINATOR_POSTGRES).stall();
    faults.proxy(Link.GRAPHINATOR_NEO4J).stall();
    List<Message> bad = new ArrayList<>();
    for (EntityType type : EntityType.values()) {
      Version version = new Version(row.dump().date(), 1);
      bad.add(Messages.poison(Poison.BAD_JSON, type, Messages.FIRST_ID, version));
    }
    faults.broker.publish(bad);
    row.expectDeadLetters(2L * bad.size());
    Deadline.await(LIMIT, () -> "everything is in the queues", row::extracted);

    faults.platform.rabbitmq.ctl("set_vm_memory_high_watermark", "0");
    try {
      faults.pass();
      row.healed(Store.values());
      row.awaitStored();
      Deadline.await(
          LIMIT,
          () -> "the bad ones are set aside during the alarm",
          () -> faults.broker.deadLetters() == 2L * bad.size());
      assertThat(row.nextDumpIfExtracted()).isTrue();
      Deadline.await(
          LIMIT,
          () -> "the extractor says that it is blocked: " + faults.service("extractor").health(),
          () ->
              faults
                  .service("extractor")
                  .health()
                  .at("/components/rabbitmq/details/state")
                  .asString("")
                  .equals("blocked"));
      assertThat(row.extracted()).isFalse();
    } finally {
      faults.platform.rabbitmq.ctl("set_vm_memory_high_watermark", "0.4");
    }
    row.healed(Store.values());
    row.finish();
    for (String queue : TestBroker.deadLetterQueues()) {
      assertThat(faults.broker.drain(queue)).as(queue).isNotEmpty();
    }
  }

  @Test
  void aQueueThatIsDeletedUnderItsConsumerIsMadeAgainAndConsumed() throws Exception {
    FaultPlatform faults = FaultPlatform.shared();
    for (SinkName sink : SinkName.values()) {
      faults.broker.delete(PlatformTopology.queue(sink, EntityType.ARTISTS));
    }
    Deadline.await(LIMIT, () -> "consumers of all queues again", faults.broker::allConsumed);
    FaultRow row = faults.row("F12 queue deleted while consumed");
    row.healed(Store.values());
    row.finish();
  }

  @Test
  void aBrokerThatLosesItsDiskIsFilledAgain() throws Exception {
    FaultPlatform faults = FaultPlatform.shared();
    FaultRow row = faults.row("F12 broker wiped");
    row.awaitSome(Store.values());
    for (String step : List.of("stop_app", "force_reset", "start_app")) {
      String ignored = faults.platform.rabbitmq.ctl(step);
    }
    row.healed(Store.values());
    row.finish();
  }

  @Test
  void aTableThatIsDroppedIsMadeAgainAndFilledAgain() throws Exception {
    FaultPlatform faults = FaultPlatform.shared();
    FaultRow row = faults.row("F12 table dropped");
    row.awaitSome(Store.POSTGRES);
    faults.sql("drop table releases, artists");
    row.healed(Store.POSTGRES);
    row.finish();
  }

  @Test
  void manyShortOutagesUseUpNoDeliveryLimit() throws Exception {
    FaultPlatform faults = FaultPlatform.shared();
    faults.platform.rabbitmq.ctl(
        "set_policy",
        "few",
        "^discogsography\\..*(artists|labels|masters|releases)$",
        "{\"delivery-limit\":" + DELIVERY_LIMIT + "}",
        "--apply-to",
        "queues");
    try {
      FaultRow row = faults.row("F16 " + CYCLES + " short outages, delivery limit 3");
      row.awaitSome(Store.values());
      for (int i = 0; i < CYCLES; i++) {
        for (Link link : List.of(Link.TABLEINATOR_POSTGRES, Link.GRAPHINATOR_NEO4J)) {
          faults.proxy(link).refuse();
          faults.proxy(link).cut();
        }
        Thread.sleep(Duration.ofMillis(300));
        for (Link link : List.of(Link.TABLEINATOR_POSTGRES, Link.GRAPHINATOR_NEO4J)) {
          faults.proxy(link).delay(FaultPlatform.SLOW);
        }
        Thread.sleep(Duration.ofMillis(200));
      }
      row.healed(Store.values());
      row.finish();
    } finally {
      faults.platform.rabbitmq.ctl("clear_policy", "few");
    }
  }
}
