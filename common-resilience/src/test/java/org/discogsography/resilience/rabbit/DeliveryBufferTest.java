package org.discogsography.resilience.rabbit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class DeliveryBufferTest {
  private static final Duration LONG = Duration.ofMinutes(1);
  private static final Duration NONE = Duration.ZERO;

  private final DeliveryBuffer buffer = new DeliveryBuffer();

  @Test
  void returnsAtOnceWhenThereAreEnough() throws Exception {
    add(3);
    assertThat(buffer.take(2, LONG, LONG)).extracting(Delivery::tag).containsExactly(1L, 2L);
    assertThat(buffer.size()).isEqualTo(1);
  }

  @Test
  void returnsWhatThereIsWhenTheWaitIsOver() throws Exception {
    add(2);
    assertThat(buffer.take(10, NONE, LONG)).hasSize(2);
    assertThat(buffer.take(10, LONG, NONE)).isEmpty();
  }

  @Test
  void waitsForTheFirst() throws Exception {
    CompletableFuture<Integer> taken =
        CompletableFuture.supplyAsync(() -> {
          try {
            return buffer.take(1, LONG, LONG).size();
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
        });
    add(1);
    assertThat(taken.get()).isEqualTo(1);
  }

  @Test
  void endsForGoodAndForgetsWhatCannotBeSettled() {
    add(1);
    buffer.end(new RabbitUnavailableException("first"));
    buffer.end(new RabbitUnavailableException("second"));
    assertThat(buffer.size()).isZero();
    assertThatThrownBy(() -> buffer.take(1, LONG, LONG))
        .isInstanceOf(RabbitUnavailableException.class)
        .hasMessage("first");
    assertThatThrownBy(buffer::check).isInstanceOf(RabbitUnavailableException.class);
  }

  @Test
  void anEndReachesTheOneWhoWaits() {
    CompletableFuture<Throwable> thrown =
        CompletableFuture.supplyAsync(() -> {
          try {
            buffer.take(1, LONG, LONG);
            return new AssertionError("nothing was thrown");
          } catch (RabbitUnavailableException | InterruptedException e) {
            return e;
          }
        });
    buffer.end(new RabbitUnavailableException("over"));
    assertThat(thrown.join()).isInstanceOf(RabbitUnavailableException.class);
  }

  @Test
  void hurriedItWaitsForNothing() throws Exception {
    buffer.hurry();
    assertThat(buffer.take(1, LONG, LONG)).isEmpty();
    add(1);
    assertThat(buffer.take(5, LONG, LONG)).hasSize(1);
  }

  private void add(int count) {
    for (int tag = 1; tag <= count; tag++) {
      buffer.add(new Delivery(tag, false, "", "queue", TestTopology.properties(tag), new byte[0]));
    }
  }
}
