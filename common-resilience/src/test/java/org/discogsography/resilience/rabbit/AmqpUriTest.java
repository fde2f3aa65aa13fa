package org.discogsography.resilience.rabbit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AmqpUriTest {
  @Test
  void readsEveryPart() {
    AmqpUri uri = AmqpUri.parse("amqp://anna:secret@rabbit.example:5673/music");
    assertThat(uri)
        .isEqualTo(
            new AmqpUri(AmqpUri.Scheme.AMQP, "anna", "secret", "rabbit.example", 5673, "music"));
  }

  @Test
  void whatIsLeftOutHasTheUsualValue() {
    assertThat(AmqpUri.parse("amqp://rabbit"))
        .isEqualTo(new AmqpUri(AmqpUri.Scheme.AMQP, "guest", "guest", "rabbit", 5672, "/"));
    assertThat(AmqpUri.parse("amqps://").port()).isEqualTo(5671);
    assertThat(AmqpUri.parse("amqp://rabbit/").virtualHost()).isEqualTo("/");
  }

  @Test
  void decodesPasswordAndVirtualHost() {
    AmqpUri uri = AmqpUri.parse("amqp://a%40b:p%3Aa%2Fs%25s+w@rabbit/%2F");
    assertThat(uri.username()).isEqualTo("a@b");
    assertThat(uri.password()).isEqualTo("p:a/s%s+w");
    assertThat(uri.virtualHost()).isEqualTo("/");
    assertThat(AmqpUri.parse("amqp://rabbit/a%2Fb").virtualHost()).isEqualTo("a/b");
  }

  @Test
  void takesHostNamesOfContainerNetworksAndAddresses() {
    assertThat(AmqpUri.parse("amqp://rabbit_mq:5672").host()).isEqualTo("rabbit_mq");
    assertThat(AmqpUri.parse("amqp://[::1]:5673/x").host()).isEqualTo("[::1]");
  }

  @Test
  void ignoresAQuery() {
    assertThat(AmqpUri.parse("amqp://rabbit/x?heartbeat=600").virtualHost()).isEqualTo("x");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "rabbit:5672",
        "http://rabbit",
        "amqp://u:secret@r:x",
        "amqp://u:secret@r/a/b",
        "amqp://u:secret@r:99999",
        "amqp://u:secret%zz@r"
      })
  void refusesAnythingElseWithoutShowingIt(String text) {
    assertThatThrownBy(() -> AmqpUri.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .message()
        .doesNotContain("secret");
  }

  @Test
  void showsOnlyTheAddress() {
    assertThat(AmqpUri.parse("amqp://anna:secret@rabbit/x")).hasToString("amqp://rabbit:5672");
  }
}
