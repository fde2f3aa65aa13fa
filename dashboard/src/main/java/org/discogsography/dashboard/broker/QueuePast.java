package org.discogsography.dashboard.broker;

import com.rabbitmq.http.client.domain.MessageStats;
import com.rabbitmq.http.client.domain.QueueInfo;
import com.rabbitmq.http.client.domain.RateDetails;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What the broker remembers of one queue, each list from the oldest sample to the newest.
 *
 * @param ready messages that waited
 * @param unacknowledged messages in hand
 * @param published messages that had ever arrived
 * @param acknowledged messages that were ever done
 */
public record QueuePast(
    String queue,
    List<Moment> ready,
    List<Moment> unacknowledged,
    List<Moment> published,
    List<Moment> acknowledged) {
  /** One sample. */
  public record Moment(Instant at, long value) {}

  static QueuePast of(QueueInfo queue) {
    return new QueuePast(
        queue.getName(),
        moments(queue.getMessagesReadyDetails()),
        moments(queue.getMessagesUnacknowledgedDetails()),
        moments(queue, MessageStats::getBasicPublishDetails),
        moments(queue, MessageStats::getAckDetails));
  }

  private static List<Moment> moments(
      QueueInfo queue, Function<MessageStats, @Nullable RateDetails> which) {
    MessageStats stats = queue.getMessageStats();
    return stats == null ? List.of() : moments(which.apply(stats));
  }

  private static List<Moment> moments(@Nullable RateDetails details) {
    if (details == null || details.getSamples() == null) {
      return List.of();
    }
    return details.getSamples().stream()
        .map(sample -> new Moment(Instant.ofEpochMilli(sample.getTimestamp()), sample.getSample()))
        .sorted(Comparator.comparing(Moment::at))
        .toList();
  }
}
