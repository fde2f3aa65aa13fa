package org.discogsography.dashboard.rehearsal;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.discogsography.messages.SinkName;
import org.jspecify.annotations.Nullable;

/**
 * A platform of which everything is said by hand; a second passes with every reading, and brings
 * new answers.
 */
final class Scene implements InstantSource {
  static final Instant BEGIN = Instant.parse("2026-11-21T12:00:00Z");

  private final Rehearsals rehearsals;
  private final Map<Server, Sight> servers = new EnumMap<>(Server.class);
  private final Map<SinkName, Work> work = new EnumMap<>(SinkName.class);
  private final Map<SinkName, Long> waiting = new EnumMap<>(SinkName.class);
  private final Map<SinkName, Long> dead = new EnumMap<>(SinkName.class);
  private final Map<String, Integer> restarted = new HashMap<>();
  private List<String> unseen = List.of();
  private long accepted;
  private Instant now = BEGIN;
  private @Nullable Instant heard;
  private @Nullable Map<SinkName, Reading.Pipeline> told;

  Scene() {
    this(new ReportFiles(Optional.empty(), Rehearsals.MOST_REPORTS));
  }

  Scene(ReportFiles files) {
    rehearsals = new Rehearsals(this, files);
    for (Server server : Server.values()) {
      servers.put(server, new Sight.Here(BEGIN));
    }
    for (SinkName sink : SinkName.values()) {
      work.put(sink, Work.NONE);
      waiting.put(sink, 0L);
      dead.put(sink, 0L);
    }
  }

  @Override
  public Instant instant() {
    return now;
  }

  Rehearsals rehearsals() {
    return rehearsals;
  }

  Report newest() {
    return rehearsals.all().getFirst();
  }

  /** Seconds in which nothing changes. */
  Scene seconds(int seconds) {
    for (int i = 0; i < seconds; i++) {
      now = now.plusSeconds(1);
      see();
    }
    return this;
  }

  /** Time passes between two looks. */
  Scene millis(long millis) {
    now = now.plusMillis(millis);
    return this;
  }

  /**
   * Seconds in each of which the extractor sends and both pipelines, where they can, do as much.
   */
  Scene flowing(int seconds, long messages) {
    for (int i = 0; i < seconds; i++) {
      send(messages);
      for (SinkName sink : SinkName.values()) {
        if (!work.get(sink).paused()) {
          settle(sink, messages);
        }
      }
      seconds(1);
    }
    return this;
  }

  Scene send(long messages) {
    accepted += messages;
    waiting.replaceAll((sink, count) -> count + messages);
    return this;
  }

  Scene settle(SinkName sink, long messages) {
    work.merge(sink, new Work(messages, messages, 0, 0, 0, null), Scene::plus);
    waiting.merge(sink, -messages, Long::sum);
    return this;
  }

  Scene deadLetter(SinkName sink, long messages) {
    work.merge(sink, new Work(messages, 0, 0, 0, messages, null), Scene::plus);
    waiting.merge(sink, -messages, Long::sum);
    dead.merge(sink, messages, Long::sum);
    return this;
  }

  /** They are nowhere any more. */
  Scene lose(SinkName sink, long messages) {
    waiting.merge(sink, -messages, Long::sum);
    return this;
  }

  Scene gone(Server server) {
    servers.put(server, new Sight.Gone(now));
    server.pipelines().forEach(sink -> work.compute(sink, (same, one) -> pause(one, now)));
    return this;
  }

  Scene back(Server server) {
    servers.put(server, new Sight.Here(now));
    server.pipelines().forEach(sink -> work.compute(sink, (same, one) -> pause(one, null)));
    return this;
  }

  /** Not everything is known yet. */
  Scene unseen(String... who) {
    unseen = List.of(who);
    return this;
  }

  /** They come a second time, and are done a second time. */
  Scene repeat(SinkName sink, long messages) {
    work.merge(sink, new Work(messages, 0, messages, 0, 0, null), Scene::plus);
    return this;
  }

  Scene restart(String service) {
    restarted.merge(service, 1, Integer::sum);
    return this;
  }

  /** From now on looks meet the services' last answers again, until they answer again. */
  Scene silentServices() {
    heard = now;
    return this;
  }

  Scene answeringServices() {
    heard = null;
    return this;
  }

  /** From now on nobody tells how full the queues are, until the broker does again. */
  Scene silentBroker() {
    told = pipelines();
    return this;
  }

  Scene tellingBroker() {
    told = null;
    return this;
  }

  private void see() {
    Map<Server, Instant> answers = new EnumMap<>(Server.class);
    servers.keySet().forEach(server -> answers.put(server, heard == null ? now : heard));
    rehearsals.see(new Reading(now, servers, answers, accepted, pipelines(), unseen, restarted));
  }

  private Map<SinkName, Reading.Pipeline> pipelines() {
    Map<SinkName, Reading.Pipeline> pipelines = new EnumMap<>(SinkName.class);
    for (SinkName sink : SinkName.values()) {
      Reading.Pipeline now =
          new Reading.Pipeline(work.get(sink), waiting.get(sink), dead.get(sink), this.now);
      pipelines.put(sink, told == null ? now : keep(told.get(sink), now));
    }
    return pipelines;
  }

  /** The worker's counters are of now. */
  private static Reading.Pipeline keep(Reading.Pipeline told, Reading.Pipeline now) {
    return new Reading.Pipeline(now.work(), told.waiting(), told.dead(), told.told());
  }

  static Duration between(String from, String to) {
    return Duration.between(Instant.parse(from), Instant.parse(to));
  }

  private static Work plus(Work one, Work more) {
    return pause(one.plus(more), one.pausedSince());
  }

  private static Work pause(Work work, Instant since) {
    return new Work(
        work.settled(),
        work.written(),
        work.unchanged(),
        work.requeued(),
        work.deadLettered(),
        since);
  }
}
