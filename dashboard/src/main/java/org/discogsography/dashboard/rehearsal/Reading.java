package org.discogsography.dashboard.rehearsal;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.discogsography.messages.SinkName;

/**
 * One look, with counters that only ever grow.
 *
 * @param heard when the newest answer came that says of a server what is said of it here
 * @param accepted messages that the broker took from the extractor, since the first look
 * @param pipelines those that were ever seen
 * @param unseen whose figures are still missing, so that no account can begin here; empty once
 *     everything was seen
 * @param restarted services that were seen to begin anew since the first look, once for each time
 */
record Reading(
    Instant at,
    Map<Server, Sight> servers,
    Map<Server, Instant> heard,
    long accepted,
    Map<SinkName, Pipeline> pipelines,
    List<String> unseen,
    Map<String, Integer> restarted) {
  Reading {
    servers = Map.copyOf(servers);
    heard = Map.copyOf(heard);
    pipelines = Map.copyOf(pipelines);
    unseen = List.copyOf(unseen);
    restarted = Map.copyOf(restarted);
  }

  /** The broker renews its figures every 5 s; what is twice as old is no longer known. */
  private static final Duration KNOWN = Duration.ofSeconds(10);

  /**
   * A worker and its queues.
   *
   * @param work its counters since the first look
   * @param waiting messages in its queues, in hand or not
   * @param dead messages in its dead-letter queues
   * @param told when the broker told both; {@link Instant#EPOCH} for never
   */
  record Pipeline(Work work, long waiting, long dead, Instant told) {}

  /** Whether the counters of all services and the depths of their queues are known. */
  boolean complete() {
    return unseen.isEmpty();
  }

  Sight sight(Server server) {
    return servers.getOrDefault(server, new Sight.Unknown());
  }

  Instant heard(Server server) {
    return heard.getOrDefault(server, at);
  }

  Pipeline of(SinkName sink) {
    return pipelines.getOrDefault(sink, new Pipeline(Work.NONE, 0, 0, Instant.EPOCH));
  }

  /** Whether the figures of its queues are of now, and not what was told last. */
  boolean knows(SinkName sink) {
    return !of(sink).told().isBefore(at.minus(KNOWN));
  }

  /** Whether one of these services began anew between an earlier reading and this one. */
  boolean restartedSince(Reading before, Set<String> services) {
    return services.stream()
        .anyMatch(name ->
            !restarted.getOrDefault(name, 0).equals(before.restarted.getOrDefault(name, 0)));
  }

  /** Whether nothing moved between an earlier reading and this one. */
  boolean still(Reading before) {
    return accepted == before.accepted
        && pipelines.keySet().stream().allMatch(sink -> still(of(sink), before.of(sink)));
  }

  private static boolean still(Pipeline now, Pipeline before) {
    return now.work().settled() == before.work().settled() && now.waiting() == before.waiting();
  }
}
