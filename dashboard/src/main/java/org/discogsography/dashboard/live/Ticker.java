package org.discogsography.dashboard.live;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.discogsography.dashboard.alerts.AlertBook;
import org.discogsography.dashboard.alerts.AlertView;
import org.discogsography.dashboard.alerts.Sight;
import org.discogsography.dashboard.broker.BrokerState;
import org.discogsography.dashboard.broker.QueueFigures;
import org.discogsography.dashboard.events.Changes;
import org.discogsography.dashboard.events.Event;
import org.discogsography.dashboard.events.Journal;
import org.discogsography.dashboard.events.Outages;
import org.discogsography.dashboard.history.Column;
import org.discogsography.dashboard.history.History;
import org.discogsography.dashboard.services.ServiceState;
import org.discogsography.dashboard.services.ServiceView;
import org.discogsography.dashboard.stores.StoreState;
import tools.jackson.databind.json.JsonMapper;

/**
 * The one producer: once a second it looks at what the watches know, keeps it, compares it, judges
 * it, and hands the same text to every browser. Nobody is asked anything for it. {@link #tick} is
 * for one thread, the rest is thread-safe.
 */
public final class Ticker {
  private static final int SNAPSHOT_EVENTS = 200;
  private static final int SNAPSHOT_OUTAGES = 60;
  private static final int UPDATE_OUTAGES = 20;
  private static final int TEN_MINUTES = 600;
  private static final JsonMapper JSON = JsonMapper.shared();

  private final Overview overview;
  private final History history;
  private final Journal journal;
  private final InstantSource clock;
  private final Outages outages;
  private final Changes changes;
  private final AlertBook book;
  private final Sampler sampler;
  private final Stream stream = new Stream(this::snapshot);
  private volatile List<AlertView> alerts = List.of();
  private long told;

  /** The last second that has a sample. */
  private long kept;

  public Ticker(Overview overview, History history, Journal journal, InstantSource clock) {
    this.overview = overview;
    this.history = history;
    this.journal = journal;
    this.clock = clock;
    this.outages = new Outages(journal);
    this.changes = new Changes(journal);
    this.book = new AlertBook(journal);
    this.sampler = new Sampler(history.columns());
  }

  /** One look. */
  public void tick() {
    Instant now = clock.instant();
    OverviewView view = overview.view();
    float[] sample = sampler.sample(view);
    keep(now, sample);
    outages(view, now);
    changes.look(now, view.services(), view.broker(), view.stores());
    alerts =
        book.look(
            now,
            new Sight(
                view.services(), view.broker(), view.stores(), view.trends(), dead(view, now)));
    List<Event> news = journal.after(told);
    told = journal.last();
    stream.publish(
        JSON.writeValueAsString(
            new LiveView(
                view,
                alerts,
                outages.all().stream().limit(UPDATE_OUTAGES).toList(),
                news,
                known(sample))));
  }

  /**
   * A tick that comes a little late leaves out a second in which nothing was amiss; what it found
   * is kept for that one too. More than one is a gap.
   */
  private void keep(Instant now, float[] sample) {
    long second = now.getEpochSecond();
    if (second - kept == 2) {
      history.add(now.minusSeconds(1), sample);
    }
    history.add(now, sample);
    kept = second;
  }

  public Overview overview() {
    return overview;
  }

  public History history() {
    return history;
  }

  public Journal journal() {
    return journal;
  }

  public Outages outages() {
    return outages;
  }

  /** What is raised, as of the last look. */
  public List<AlertView> alerts() {
    return alerts;
  }

  public Stream stream() {
    return stream;
  }

  private String snapshot() {
    return JSON.writeValueAsString(
        new LiveView(
            overview.view(),
            alerts,
            outages.all().stream().limit(SNAPSHOT_OUTAGES).toList(),
            journal.newest(SNAPSHOT_EVENTS),
            Map.of()));
  }

  /** A dependency is away when one who needs it says so, or does not answer the dashboard. */
  private void outages(OverviewView view, Instant now) {
    for (String name : List.of("postgres", "neo4j", "rabbitmq")) {
      List<String> reasons = new ArrayList<>();
      boolean known = false;
      for (ServiceView service : view.services()) {
        known |= asks(service) && says(service, name, "UP", new ArrayList<>());
        if (service.state() == ServiceState.DEGRADED && !isDashboard(service)) {
          says(service, name, "DOWN", reasons);
        }
      }
      for (var store : view.stores()) {
        boolean same = store.name().equals(name);
        known |= same && store.state() == StoreState.UP;
        if (same && store.state() == StoreState.AWAY) {
          reasons.add("it does not answer");
        }
      }
      if (!reasons.isEmpty()) {
        outages.away(name, now, reasons.getFirst());
      } else if (known) {
        outages.back(name, now);
      }
    }
    view.services().forEach(service -> outage(service, now));
  }

  private void outage(ServiceView service, Instant now) {
    if (service.state() == ServiceState.UNREACHABLE) {
      outages.away(service.name(), now, service.reason());
    } else if (asks(service)) {
      outages.back(service.name(), now);
    }
  }

  private static boolean asks(ServiceView service) {
    return switch (service.state()) {
      case UP, DEGRADED, DOWN -> !isDashboard(service);
      case STALE, UNREACHABLE, UNKNOWN -> false;
    };
  }

  /** What it misses itself is told by its stores, which know a wrong password from an absence. */
  private static boolean isDashboard(ServiceView service) {
    return service.name().equals("dashboard");
  }

  private static boolean says(
      ServiceView service, String name, String status, List<String> reasons) {
    for (var component : service.components()) {
      if (component.name().equals(name) && component.status().equals(status)) {
        reasons.add(service.name() + " does not reach it");
        return true;
      }
    }
    return false;
  }

  private Map<String, Long> dead(OverviewView view, Instant now) {
    Map<String, Long> more = new LinkedHashMap<>();
    if (view.broker().state() == BrokerState.UP) {
      for (QueueFigures queue : view.broker().queues()) {
        String column = Figure.DEAD.of(queue.queue());
        float before = Float.NaN;
        for (int age = TEN_MINUTES; Float.isNaN(before) && age > 0; age -= 5) {
          before = history.at(column, now.minusSeconds(age), now);
        }
        if (before >= 0 && queue.deadLetters() > before) {
          more.put(queue.queue(), queue.deadLetters() - (long) before);
        }
      }
    }
    return more;
  }

  private Map<String, Float> known(float[] sample) {
    Map<String, Float> known = new LinkedHashMap<>();
    List<Column> columns = history.columns();
    for (int i = 0; i < sample.length; i++) {
      if (!Float.isNaN(sample[i])) {
        known.put(columns.get(i).name(), sample[i]);
      }
    }
    return known;
  }
}
