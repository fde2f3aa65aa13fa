package org.discogsography.dashboard.alerts;

import java.util.ArrayList;
import java.util.List;
import org.discogsography.dashboard.broker.BrokerState;
import org.discogsography.dashboard.broker.QueueFigures;
import org.discogsography.dashboard.history.QueueTrend;
import org.discogsography.dashboard.services.Component;
import org.discogsography.dashboard.services.Facts;
import org.discogsography.dashboard.services.ServiceState;
import org.discogsography.dashboard.services.ServiceView;
import org.discogsography.dashboard.stores.StoreState;
import org.jspecify.annotations.Nullable;

/** What holds now, as far as it can be told from one sight. */
final class Rules {
  private static final long LONG_BEHIND = 600;
  private static final double SATURATED = 0.8;

  private final Sight sight;
  private final List<Finding> findings = new ArrayList<>();

  private Rules(Sight sight) {
    this.sight = sight;
  }

  static List<Finding> of(Sight sight) {
    Rules rules = new Rules(sight);
    sight.services().forEach(rules::service);
    rules.dependencies();
    rules.broker();
    if (sight.broker().state() == BrokerState.UP) {
      sight.broker().queues().stream().filter(QueueFigures::exists).forEach(rules::queue);
    }
    return rules.findings;
  }

  private void service(ServiceView service) {
    switch (service.state()) {
      case UNREACHABLE -> found(Rule.SERVICE_UNREACHABLE, service.name(), text(service.reason()));
      case DOWN -> found(Rule.SERVICE_DOWN, service.name(), "it says DOWN of itself");
      case UP, DEGRADED, STALE, UNKNOWN -> {}
    }
    switch (service.state()) {
      case UP, DEGRADED, DOWN -> figures(service);
      // What it said last is no longer known to hold.
      case STALE, UNREACHABLE, UNKNOWN -> {}
    }
  }

  private void figures(ServiceView service) {
    service.facts().breakers().forEach((name, breaker) -> breaker(service, name, breaker));
    service.facts().pools().forEach((name, pool) -> pool(service, name, pool));
    Facts.Extraction extraction = service.facts().extraction();
    if (extraction != null && extraction.pausedBy() != null) {
      found(
          Rule.PAUSED_BY_BACKLOG,
          service.name(),
          "%s has %,d messages, the limit is %,d"
              .formatted(
                  extraction.pausedBy(), extraction.pausedReady(), extraction.pausedLimit()));
    }
  }

  private void breaker(ServiceView service, String name, Facts.Breaker breaker) {
    if (breaker.state().equals("open")) {
      found(
          Rule.BREAKER_OPEN,
          service.name() + " → " + name,
          "%d failures in a row, it opens at %d"
              .formatted(breaker.failures(), breaker.threshold()));
    }
  }

  private void pool(ServiceView service, String name, Facts.Pool pool) {
    if (pool.maximum() > 0 && pool.active() >= SATURATED * pool.maximum()) {
      found(
          Rule.POOL_SATURATED,
          service.name() + " → " + name,
          "%d of %d connections in use, %d callers wait"
              .formatted(pool.active(), pool.maximum(), pool.waiting()));
    }
  }

  /** One alert for a store or the broker, whoever misses it. */
  private void dependencies() {
    for (String name : List.of("postgres", "neo4j", "rabbitmq")) {
      List<String> who = new ArrayList<>();
      for (ServiceView service : sight.services()) {
        // One that says DOWN waits for somebody, not for a server: it has its own alert.
        // What the dashboard misses itself is told by its stores.
        if (service.state() == ServiceState.DEGRADED
            && !service.name().equals("dashboard")
            && service.components().stream().anyMatch(each -> away(each, name))) {
          who.add(service.name());
        }
      }
      boolean seen =
          sight.stores().stream()
              .anyMatch(store -> store.name().equals(name) && store.state() == StoreState.AWAY);
      if (seen) {
        who.add("dashboard");
      }
      if (!who.isEmpty()) {
        Rule rule = name.equals("rabbitmq") ? Rule.BROKER_AWAY : Rule.STORE_AWAY;
        found(rule, name, "missed by " + String.join(", ", who));
      }
    }
  }

  private static boolean away(Component component, String name) {
    return component.name().equals(name) && component.status().equals("DOWN");
  }

  private void broker() {
    if (sight.broker().state() == BrokerState.UP && !sight.broker().alarms().isEmpty()) {
      found(Rule.BROKER_ALARM, "rabbitmq", "it is short of " + String.join(", ", alarms()));
    }
    if (sight.broker().state() == BrokerState.REFUSED) {
      found(Rule.MANAGEMENT_REFUSED, "rabbitmq", text(sight.broker().reason()));
    }
  }

  private List<String> alarms() {
    return sight.broker().alarms();
  }

  private void queue(QueueFigures queue) {
    long depth = queue.ready() + queue.unacknowledged();
    QueueTrend trend = sight.trends().getOrDefault(queue.queue(), QueueTrend.UNKNOWN);
    if (queue.ready() > 0 && queue.consumers() == 0) {
      found(Rule.NO_CONSUMER, queue.queue(), "%,d messages wait".formatted(queue.ready()));
    }
    if (depth > 0 && queue.consumers() > 0 && queue.acknowledgedPerSecond() == 0) {
      found(
          Rule.QUEUE_NOT_DRAINING,
          queue.queue(),
          "%,d messages, %d consumers, 0 acknowledged/s".formatted(depth, queue.consumers()));
    }
    trend(queue, depth, trend);
    long dead = sight.newDeadLetters().getOrDefault(queue.queue(), 0L);
    if (dead > 0) {
      found(
          Rule.DEAD_LETTERS_GROWING,
          queue.queue(),
          "%,d more in ten minutes, %,d in all".formatted(dead, queue.deadLetters()));
    }
  }

  private void trend(QueueFigures queue, long depth, QueueTrend trend) {
    Double growth = trend.perSecond();
    if (growth != null && growth > 1 && queue.consumers() > 0) {
      found(
          Rule.QUEUE_GROWING,
          queue.queue(),
          "%,d messages, %,.0f more each second".formatted(depth, growth));
    }
    Long behind = trend.behindSeconds();
    if (behind != null && behind > LONG_BEHIND) {
      found(
          Rule.TIME_BEHIND,
          queue.queue(),
          "what is next in it arrived %,d minutes ago".formatted(behind / 60));
    }
  }

  private void found(Rule rule, String subject, String evidence) {
    findings.add(new Finding(rule, subject, evidence));
  }

  private static String text(@Nullable String reason) {
    return reason == null ? "" : reason;
  }
}
