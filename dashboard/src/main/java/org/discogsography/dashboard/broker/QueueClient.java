package org.discogsography.dashboard.broker;

import com.rabbitmq.http.client.Client;
import com.rabbitmq.http.client.ClientParameters;
import com.rabbitmq.http.client.HttpClientException;
import com.rabbitmq.http.client.HttpException;
import com.rabbitmq.http.client.HttpServerException;
import com.rabbitmq.http.client.domain.DetailsParameters;
import com.rabbitmq.http.client.domain.MessageStats;
import com.rabbitmq.http.client.domain.NodeInfo;
import com.rabbitmq.http.client.domain.QueueInfo;
import com.rabbitmq.http.client.domain.RateDetails;
import java.net.MalformedURLException;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.discogsography.dashboard.watch.BoundedHttp;
import org.discogsography.dashboard.watch.Reason;
import org.discogsography.messages.EntityType;
import org.discogsography.messages.PlatformTopology;
import org.discogsography.messages.SinkName;
import org.discogsography.resilience.rabbit.RabbitSettings;
import org.discogsography.resilience.tls.TlsProblem;
import org.jspecify.annotations.Nullable;

/** Reads the depth of the platform's queues. */
final class QueueClient {
  private final Client client;
  private final String virtualHost;

  QueueClient(ManagementSettings settings, BoundedHttp http) {
    this.virtualHost = settings.virtualHost();
    try {
      this.client =
          new Client(
              new ClientParameters()
                  .url(settings.address() + "/api/")
                  .username(settings.username())
                  .password(settings.password())
                  .httpLayerFactory(parameters -> new BoundedHttpLayer(http, settings)));
    } catch (MalformedURLException | URISyntaxException e) {
      throw new IllegalArgumentException("checked when the settings were read", e);
    }
  }

  BrokerAnswer ask() {
    try {
      List<QueueFigures> figures = figures(client.getQueues(virtualHost));
      return new BrokerAnswer.Figures(figures, alarms());
    } catch (HttpClientException e) {
      return switch (e.status()) {
        case 401, 403 -> new BrokerAnswer.Refused();
        default -> new BrokerAnswer.Failed("it answers with HTTP status " + e.status());
      };
    } catch (HttpServerException e) {
      return new BrokerAnswer.Failed("it answers with HTTP status " + e.status());
    } catch (HttpException e) {
      return e.getCause() instanceof TimeoutException
          ? new BrokerAnswer.TimedOut()
          : new BrokerAnswer.Failed(reason(e));
    }
  }

  private static String reason(HttpException failure) {
    return TlsProblem.sentence(failure, RabbitSettings.AUTHORITIES)
        .orElseGet(() -> Reason.of(failure.getCause() == null ? failure : failure.getCause()));
  }

  /**
   * What the broker remembers of the queues' past.
   *
   * @param age how far back
   * @param increment the time between two samples
   * @throws HttpException when it cannot be asked
   */
  List<QueuePast> past(Duration age, Duration increment) {
    DetailsParameters details =
        new DetailsParameters().lengths(age, increment).messageRates(age, increment);
    return client.getQueues(virtualHost, details).stream().map(QueuePast::of).toList();
  }

  /** Not everybody who may see queues may see nodes. */
  private Optional<List<String>> alarms() {
    try {
      return Optional.of(alarms(client.getNodes()));
    } catch (HttpClientException e) {
      return e.status() == 401 || e.status() == 403 ? Optional.of(List.of()) : Optional.empty();
    } catch (HttpException e) {
      return Optional.empty();
    }
  }

  private static List<String> alarms(List<NodeInfo> nodes) {
    List<String> alarms = new ArrayList<>();
    if (nodes.stream().anyMatch(NodeInfo::isMemoryAlarmActive)) {
      alarms.add("memory");
    }
    if (nodes.stream().anyMatch(NodeInfo::isDiskAlarmActive)) {
      alarms.add("disk");
    }
    return alarms;
  }

  private static List<QueueFigures> figures(List<QueueInfo> queues) {
    Map<String, QueueInfo> byName = new HashMap<>();
    queues.forEach(queue -> byName.put(queue.getName(), queue));
    List<QueueFigures> figures = new ArrayList<>();
    for (SinkName sink : SinkName.values()) {
      for (EntityType type : EntityType.values()) {
        figures.add(figures(sink, type, byName));
      }
    }
    return figures;
  }

  private static QueueFigures figures(
      SinkName sink, EntityType type, Map<String, QueueInfo> byName) {
    String name = PlatformTopology.queue(sink, type);
    QueueInfo queue = byName.get(name);
    QueueInfo dead = byName.get(PlatformTopology.deadLetterQueue(name));
    QueueInfo known = queue == null ? new QueueInfo() : queue;
    return new QueueFigures(
        name,
        sink.text(),
        type.plural(),
        queue != null,
        queue == null ? 0 : known.getMessagesReady(),
        queue == null ? 0 : known.getMessagesUnacknowledged(),
        known.getConsumerCount(),
        rate(known, MessageStats::getBasicPublishDetails),
        rate(known, MessageStats::getAckDetails),
        dead == null ? 0 : dead.getTotalMessages());
  }

  private static double rate(QueueInfo queue, Function<MessageStats, @Nullable RateDetails> which) {
    MessageStats stats = queue.getMessageStats();
    RateDetails details = stats == null ? null : which.apply(stats);
    return details == null ? 0 : details.getRate();
  }
}
