package org.discogsography.dashboard.events;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.discogsography.dashboard.broker.BrokerState;
import org.discogsography.dashboard.broker.BrokerView;
import org.discogsography.dashboard.broker.QueueFigures;
import org.discogsography.dashboard.services.Component;
import org.discogsography.dashboard.services.ServiceView;
import org.discogsography.dashboard.stores.StoreView;
import org.jspecify.annotations.Nullable;

/**
 * Compares what is seen with what was seen before, and writes down what is different. The first
 * sight of something good is no news. Not thread-safe.
 */
public final class Changes {
  private final Journal journal;
  private final Map<String, String> seen = new HashMap<>();

  public Changes(Journal journal) {
    this.journal = journal;
  }

  /** Looks at everything once. */
  public void look(
      Instant now, List<ServiceView> services, BrokerView broker, List<StoreView> stores) {
    services.forEach(service -> service(now, service));
    stores.forEach(
        store -> state(now, Event.Kind.STORE, store.name(), store.state().name(), store.reason()));
    state(now, Event.Kind.BROKER, "management API", broker.state().name(), broker.reason());
    alarms(now, broker);
    if (broker.state() == BrokerState.UP) {
      broker.queues().forEach(queue -> queue(now, queue));
    }
  }

  private void service(Instant now, ServiceView service) {
    state(now, Event.Kind.SERVICE, service.name(), service.state().name(), service.reason());
    switch (service.state()) {
      case UP, DEGRADED, DOWN -> {
        service.components().forEach(component -> component(now, service.name(), component));
        service
            .facts()
            .breakers()
            .forEach((name, breaker) ->
                state(
                    now, Event.Kind.BREAKER, service.name() + " → " + name, breaker.state(), null));
      }
      case STALE, UNREACHABLE, UNKNOWN -> {}
    }
  }

  private void component(Instant now, String service, Component component) {
    String reason = component.details().get("reason");
    String error = reason == null ? component.details().get("last_error") : reason;
    boolean good = component.status().equals("UP");
    state(
        now,
        Event.Kind.COMPONENT,
        service + " / " + component.name(),
        component.status(),
        good ? null : error);
  }

  private void alarms(Instant now, BrokerView broker) {
    String alarms = broker.alarms().isEmpty() ? "no alarm" : String.join(", ", broker.alarms());
    if (changed("alarms", alarms, "no alarm")) {
      boolean none = broker.alarms().isEmpty();
      journal.add(
          now,
          Event.Kind.BROKER,
          none ? Event.Tone.GOOD : Event.Tone.BAD,
          "rabbitmq",
          none ? "alarm cleared" : "alarm: " + alarms + "; it takes no messages");
    }
  }

  private void queue(Instant now, QueueFigures queue) {
    String state = queue.exists() ? "there" : "missing";
    String before = seen.put("queue " + queue.queue(), state);
    if (before != null && !before.equals(state)) {
      journal.add(
          now,
          Event.Kind.QUEUE,
          queue.exists() ? Event.Tone.GOOD : Event.Tone.BAD,
          queue.queue(),
          queue.exists() ? "queue was created" : "queue is gone");
    }
  }

  private void state(
      Instant now, Event.Kind kind, String subject, String state, @Nullable String reason) {
    if (state.equals("UNKNOWN") || !changed(kind + " " + subject, state, good(kind))) {
      return;
    }
    String text = state.toLowerCase(Locale.ROOT).replace('_', '-');
    journal.add(now, kind, tone(state), subject, reason == null ? text : text + ": " + reason);
  }

  private boolean changed(String what, String state, String ordinary) {
    String before = seen.put(what, state);
    return before == null ? !state.equals(ordinary) : !Objects.equals(before, state);
  }

  private static String good(Event.Kind kind) {
    return kind == Event.Kind.BREAKER ? "closed" : "UP";
  }

  private static Event.Tone tone(String state) {
    return switch (state) {
      case "UP", "closed" -> Event.Tone.GOOD;
      case "half_open", "STALE" -> Event.Tone.NEUTRAL;
      default -> Event.Tone.BAD;
    };
  }
}
