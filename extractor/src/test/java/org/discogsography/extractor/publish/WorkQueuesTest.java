package org.discogsography.extractor.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.discogsography.messages.EntityType;
import org.discogsography.messages.SinkName;
import org.discogsography.resilience.rabbit.QueueDepth;
import org.discogsography.resilience.rabbit.RabbitUnavailableException;
import org.junit.jupiter.api.Test;

class WorkQueuesTest {
  private static final Set<SinkName> BOTH = EnumSet.allOf(SinkName.class);

  @Test
  void areAllConsumedWhenEachHasAConsumer() {
    assertThat(consumedBut("").allHaveConsumers()).isTrue();
    assertThat(consumedBut("discogsography.tableinator.masters").allHaveConsumers()).isFalse();
  }

  @Test
  void areNotConsumedAsLongAsTheBrokerCannotTell() {
    assertThat(new WorkQueues(WorkQueuesTest::silent, BOTH).allHaveConsumers()).isFalse();
  }

  @Test
  void areThoseOfTheSinksThatExist() {
    assertThat(
            new WorkQueues(WorkQueuesTest::silent, Set.of(SinkName.TABLEINATOR))
                .of(EntityType.LABELS))
        .containsExactly("discogsography.tableinator.labels");
  }

  @Test
  void areAllAskedForToBeRestored() throws InterruptedException {
    List<String> asked = new ArrayList<>();
    new WorkQueues(
            queue -> {
              asked.add(queue);
              return new QueueDepth(queue, 0, 0);
            },
            BOTH)
        .restore();

    assertThat(asked).hasSize(8).doesNotHaveDuplicates();
  }

  @Test
  void areNotRestoredWhileTheBrokerIsAway() throws InterruptedException {
    WorkQueues queues = new WorkQueues(WorkQueuesTest::silent, BOTH);

    queues.restore();

    assertThat(queues.allHaveConsumers()).isFalse();
  }

  private static WorkQueues consumedBut(String idle) {
    return new WorkQueues(queue -> new QueueDepth(queue, 0, queue.equals(idle) ? 0 : 1), BOTH);
  }

  private static QueueDepth silent(String queue) {
    throw new RabbitUnavailableException(queue + " is not there");
  }
}
