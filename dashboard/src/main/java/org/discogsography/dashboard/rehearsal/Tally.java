package org.discogsography.dashboard.rehearsal;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.discogsography.messages.SinkName;

/**
 * Makes readings of looks: adds up counters across runs of the extractor and restarts of workers,
 * and keeps what was known last of those that do not answer. One thread.
 */
final class Tally {
  private final Map<SinkName, Work> totals = new EnumMap<>(SinkName.class);
  private final Map<SinkName, Work> counters = new EnumMap<>(SinkName.class);
  private final Map<SinkName, Look.Depth> depths = new EnumMap<>(SinkName.class);
  private final Map<String, Instant> starts = new HashMap<>();
  private final Map<String, Integer> restarted = new HashMap<>();
  private final Map<SinkName, Instant> told = new EnumMap<>(SinkName.class);
  private Sent sent = new Sent(0, "", 0);
  private boolean sentKnown;
  private boolean managementSeen;
  private long accepted;

  Reading add(Look look) {
    look.services().forEach(this::watchStart);
    addSent(look);
    addWork(look);
    addDepths(look);
    Map<SinkName, Reading.Pipeline> pipelines = new EnumMap<>(SinkName.class);
    totals.forEach((sink, work) -> {
      Look.Depth depth = depths.getOrDefault(sink, new Look.Depth(0, 0));
      pipelines.put(sink, new Reading.Pipeline(work, depth.waiting(), depth.dead(), told(sink)));
    });
    Map<Server, Sight> sights = new EnumMap<>(Server.class);
    Map<Server, Instant> heard = new EnumMap<>(Server.class);
    for (Server server : Server.values()) {
      Witnesses witnesses = Witnesses.of(server, look);
      sights.put(server, witnesses.sight().orElseGet(() -> unasked(server, look)));
      heard.put(server, witnesses.heard().orElse(look.at()));
    }
    return new Reading(look.at(), sights, heard, accepted, pipelines, unseen(), restarted);
  }

  private Instant told(SinkName sink) {
    return told.getOrDefault(sink, Instant.EPOCH);
  }

  /** A worker is expected where it was seen, or its queues are there; there is at least one. */
  private List<String> unseen() {
    List<String> unseen = new ArrayList<>();
    if (!sentKnown) {
      unseen.add("extractor");
    }
    for (SinkName sink : SinkName.values()) {
      if (told.containsKey(sink) && !totals.containsKey(sink)) {
        unseen.add(sink.text());
      } else if (totals.containsKey(sink) && !told.containsKey(sink)) {
        unseen.add("the queues of " + sink.text());
      }
    }
    if (told.isEmpty() && totals.isEmpty()) {
      unseen.add("every worker");
    }
    return unseen;
  }

  private void watchStart(String name, ServiceLook service) {
    service
        .started()
        .ifPresent(began -> {
          Instant before = starts.put(name, began);
          if (before != null && !before.equals(began)) {
            restarted.merge(name, 1, Integer::sum);
          }
        });
  }

  private void addSent(Look look) {
    ServiceLook extractor = look.services().get("extractor");
    if (extractor != null && extractor.sent().isPresent()) {
      Sent now = extractor.sent().get();
      accepted += sentKnown ? now.since(sent) : 0;
      sent = now;
      sentKnown = true;
    }
  }

  private void addWork(Look look) {
    for (SinkName sink : SinkName.values()) {
      ServiceLook worker = look.services().get(sink.text());
      if (worker != null && worker.work().isPresent()) {
        Work now = worker.work().get();
        Work before = counters.put(sink, now);
        Work total = totals.getOrDefault(sink, Work.NONE);
        totals.put(sink, withPause(total.plus(added(now, before)), now));
      }
    }
  }

  /** What a worker did before it was first seen does not count; a new process begins at zero. */
  private static Work added(Work now, @org.jspecify.annotations.Nullable Work before) {
    if (before == null) {
      return Work.NONE;
    }
    return now.beganAgain(before) ? now : now.since(before);
  }

  private static Work withPause(Work total, Work now) {
    return new Work(
        total.settled(),
        total.written(),
        total.unchanged(),
        total.requeued(),
        total.deadLettered(),
        now.pausedSince());
  }

  private void addDepths(Look look) {
    if (look.management() instanceof Look.Management.Told figures) {
      managementSeen = true;
      figures.depths().keySet().forEach(sink -> told.put(sink, figures.at()));
      depths.putAll(figures.depths());
    }
  }

  /** Where no service can be asked, the broker's own silence tells. */
  private Sight unasked(Server server, Look look) {
    boolean silent =
        server == Server.RABBITMQ
            && managementSeen
            && look.management() instanceof Look.Management.Silent;
    return silent ? new Sight.Gone(look.at()) : new Sight.Unknown();
  }
}
