package org.discogsography.dashboard.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.discogsography.dashboard.FakeHttp;
import org.discogsography.dashboard.watch.BoundedHttp;
import org.discogsography.resilience.tls.TrustedCertificates;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the broker remembers, over HTTP. */
@Timeout(30)
class BrokerMemoryIT {
  private static final String PAST =
      """
      [{"name":"discogsography.graphinator.artists","vhost":"/","messages_ready":7,
        "messages_ready_details":{"rate":0.0,"avg":3.5,"avg_rate":0.1,"samples":[
          {"sample":7,"timestamp":1767268810000},{"sample":3,"timestamp":1767268805000}]},
        "message_stats":{"publish":90,"publish_details":{"rate":2.0,"samples":[
          {"sample":90,"timestamp":1767268810000},{"sample":80,"timestamp":1767268805000}]}}}]
      """;

  private final List<QueuePast> told = new ArrayList<>();

  @Test
  void tellsItOnceWhenTheBrokerAnswers() throws Exception {
    try (FakeHttp broker = FakeHttp.start();
        BoundedHttp http = new BoundedHttp(Duration.ofSeconds(2))) {
      BrokerMemory memory = memory(http, broker.address());
      memory.recall(told::addAll);
      assertThat(told).isEmpty();

      broker.answers(200, PAST);
      memory.recall(told::addAll);
      memory.recall(told::addAll);

      assertThat(told).hasSize(2);
      assertThat(told.getFirst().ready())
          .containsExactly(
              new QueuePast.Moment(Instant.ofEpochMilli(1767268805000L), 3),
              new QueuePast.Moment(Instant.ofEpochMilli(1767268810000L), 7));
      assertThat(told.getFirst().published()).hasSize(2);
      assertThat(told.getFirst().acknowledged()).isEmpty();
    }
  }

  private static BrokerMemory memory(BoundedHttp http, URI address) {
    return new BrokerMemory(
        http,
        new ManagementSettings(address, "guest", "guest", "/", TrustedCertificates.OF_THE_JVM));
  }
}
