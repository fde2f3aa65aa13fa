package org.discogsography.dashboard.rehearsal;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * What a service said of itself at one moment.
 *
 * @param heard when its answer came
 * @param servers its connections, by the server's name
 * @param work of a worker
 * @param sent of the extractor
 * @param started when this run of it began, where it said so
 */
record ServiceLook(
    Instant heard,
    Map<String, Sight> servers,
    Optional<Work> work,
    Optional<Sent> sent,
    Optional<Instant> started) {
  ServiceLook {
    servers = Map.copyOf(servers);
  }
}
