package org.discogsography.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.GetResponse;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.discogsography.endtoend.Messages.Poison;
import org.discogsography.endtoend.TestBroker.Message;
import org.discogsography.messages.PlatformTopology;
import org.discogsography.messages.SinkName;

/** The bad messages that a test sent: each has to be set aside, by whom it is bad for, and why. */
final class ExpectedLetters {
  private final Map<String, Set<String>> reasons = new TreeMap<>();

  void add(Poison kind, Message message) {
    for (SinkName sink : kind.sinks()) {
      String queue = PlatformTopology.deadLetterQueue(PlatformTopology.queue(sink, message.type()));
      reasons.put(letter(queue, message.properties()), kind.reasons());
    }
  }

  int count() {
    return reasons.size();
  }

  /** Takes them out of their queues. */
  void assertTheseAndNoOthers(TestBroker broker) throws Exception {
    Map<String, String> found = new TreeMap<>();
    for (String queue : TestBroker.deadLetterQueues()) {
      for (GetResponse each : broker.drain(queue)) {
        found.put(letter(queue, each.getProps()), reason(each.getProps()));
      }
    }
    assertThat(found.keySet()).isEqualTo(reasons.keySet());
    found.forEach((letter, reason) -> assertThat(reasons.get(letter)).as(letter).contains(reason));
  }

  private static String letter(String queue, BasicProperties properties) {
    Object id = properties.getHeaders().get("id");
    return queue + " " + properties.getMessageId() + " " + id;
  }

  /** The worker's, or the broker's own where a body is too large to be published again. */
  private static String reason(BasicProperties properties) {
    Map<String, Object> headers = properties.getHeaders();
    return String.valueOf(
        headers.getOrDefault("x-error-reason", headers.get("x-first-death-reason")));
  }
}
