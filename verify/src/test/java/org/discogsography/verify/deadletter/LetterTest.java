package org.discogsography.verify.deadletter;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import org.discogsography.messages.deadletter.Letter;
import org.discogsography.resilience.rabbit.Delivery;
import org.discogsography.resilience.rabbit.MessageProperties;
import org.discogsography.resilience.rabbit.OutboundMessage;
import org.junit.jupiter.api.Test;

class LetterTest {
  @Test
  void goesBackAsItWasToTheQueueItCameFrom() {
    Letter letter =
        letter(
            Map.of(
                "id",
                7L,
                "dump",
                20_260_101,
                "run",
                5L,
                "force",
                false,
                "x-error-reason",
                "data",
                "x-error-code",
                "22P02",
                "x-original-queue",
                "q",
                "x-delivery-count",
                3L,
                "x-first-death-reason",
                "rejected"));
    OutboundMessage again = letter.again();
    assertThat(again.exchange()).isEmpty();
    assertThat(again.routingKey()).isEqualTo("discogsography.tableinator.releases");
    assertThat(again.properties().headers())
        .isEqualTo(Map.of("id", 7L, "dump", 20_260_101, "run", 5L, "force", false));
    assertThat(again.body()).isSameAs(letter.delivery().body());
    assertThat(letter.reason()).isEqualTo("data");
  }

  @Test
  void theBrokersReasonCountsWhereTheWorkerGaveNone() {
    assertThat(letter(Map.of("x-first-death-reason", "delivery_limit")).reason())
        .isEqualTo("delivery_limit");
  }

  @Test
  void whatHasNoHeadersStillHasAKey() {
    Letter.Key key = letter(Map.of()).key();

    assertThat(key.queue()).isEqualTo("discogsography.tableinator.releases");
    assertThat(key.id()).isEmpty();
    assertThat(key.hash()).isEqualTo("hash");
  }

  @Test
  void lettersThatClaimTheSameAndDifferAreTwo() {
    Letter.Key one = letter(Map.of(), new byte[] {1}).key();

    assertThat(letter(Map.of(), new byte[] {1}).key()).isEqualTo(one);
    assertThat(letter(Map.of(), new byte[] {2}).key()).isNotEqualTo(one);
    assertThat(letter(Map.of("force", true), new byte[] {1}).key()).isNotEqualTo(one);
  }

  private static Letter letter(Map<String, Object> headers) {
    return letter(headers, new byte[] {1});
  }

  private static Letter letter(Map<String, Object> headers, byte[] body) {
    MessageProperties properties =
        new MessageProperties("hash", "record", "application/json", Instant.EPOCH, headers);
    return new Letter(
        new Delivery(1, false, "", "discogsography.tableinator.releases.dlq", properties, body));
  }
}
