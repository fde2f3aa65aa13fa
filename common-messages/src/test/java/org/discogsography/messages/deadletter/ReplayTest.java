package org.discogsography.messages.deadletter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.discogsography.resilience.rabbit.Delivery;
import org.discogsography.resilience.rabbit.MessageProperties;
import org.discogsography.resilience.rabbit.OutboundMessage;
import org.junit.jupiter.api.Test;

class ReplayTest {
  private final List<OutboundMessage> sent = new ArrayList<>();
  private final List<Long> removed = new ArrayList<>();

  @Test
  void copiesThatAreRemovedTogetherAreSentOnce() throws Exception {
    replay(letter(1, 7), letter(2, 7), letter(3, 8));

    assertThat(sent)
        .extracting(each -> each.properties().headers().get("id"))
        .containsExactly(7, 8);
    assertThat(removed).containsExactly(1L, 2L, 3L);
  }

  @Test
  void aLetterThatCameBackIsNotRemovedWithoutBeingSentAgain() throws Exception {
    replay(letter(1, 7));
    replay(letter(2, 7));

    assertThat(sent).hasSize(2);
    assertThat(removed).containsExactly(1L, 2L);
  }

  @Test
  void nothingIsRemovedThatWasNotSent() {
    assertThatThrownBy(() ->
            DeadLetterOffice.replay(
                List.of(letter(1, 7)),
                messages -> {
                  throw new InterruptedException();
                },
                delivery -> removed.add(delivery.tag())))
        .isInstanceOf(InterruptedException.class);
    assertThat(removed).isEmpty();
  }

  private void replay(Letter... letters) throws InterruptedException {
    DeadLetterOffice.replay(
        List.of(letters), sent::addAll, delivery -> removed.add(delivery.tag()));
  }

  private static Letter letter(long tag, int id) {
    MessageProperties properties =
        new MessageProperties(
            "hash", "upsert", "application/json", Instant.EPOCH, Map.of("id", id));
    return new Letter(new Delivery(tag, false, "", "q.dlq", properties, new byte[0]));
  }
}
