package org.discogsography.messages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.discogsography.resilience.rabbit.Delivery;
import org.discogsography.resilience.rabbit.OutboundMessage;
import org.junit.jupiter.api.Test;

class ResendRequestTest {
  @Test
  void aRequestForEverythingHasAnEmptyBody() {
    ResendRequest request = new ResendRequest(EntityType.LABELS);
    assertThat(request.encode(Instant.EPOCH).body()).isEmpty();
    assertThat(ResendRequest.decode(delivered(request))).contains(request);
  }

  @Test
  void idsTravelAsLines() {
    ResendRequest request = new ResendRequest(EntityType.RELEASES, List.of(7L, 200_000_000L));
    assertThat(request.encode(Instant.EPOCH).body())
        .asString(StandardCharsets.US_ASCII)
        .isEqualTo("7\n200000000\n");
    assertThat(ResendRequest.decode(delivered(request))).contains(request);
  }

  @Test
  void whatIsNoListOfIdsIsNoRequest() {
    Delivery good = delivered(new ResendRequest(EntityType.LABELS));
    for (String body : List.of("seven", "-1\n", "7 8\n")) {
      Delivery bad =
          new Delivery(
              1,
              false,
              good.exchange(),
              good.queue(),
              good.properties(),
              body.getBytes(StandardCharsets.US_ASCII));
      assertThat(ResendRequest.decode(bad)).as(body).isEmpty();
    }
  }

  @Test
  void aRequestIsBounded() {
    List<Long> many = Collections.nCopies(ResendRequest.MOST_IDS + 1, 1L);
    assertThatThrownBy(() -> new ResendRequest(EntityType.ARTISTS, many))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static Delivery delivered(ResendRequest request) {
    OutboundMessage out = request.encode(Instant.EPOCH);
    return new Delivery(1, false, out.exchange(), out.routingKey(), out.properties(), out.body());
  }
}
