package org.discogsography.dashboard.rehearsal;

import java.util.Map;
import java.util.Optional;

/**
 * What a service said of itself at one moment.
 *
 * @param servers its connections, by the server's name
 * @param work of a worker
 * @param sent of the extractor
 * @param started when its process began, in seconds since 1970; 0 where it did not say
 */
record ServiceLook(
    Map<String, Sight> servers, Optional<Work> work, Optional<Sent> sent, double started) {
  ServiceLook {
    servers = Map.copyOf(servers);
  }

  ServiceLook withStart(double seconds) {
    return new ServiceLook(servers, work, sent, seconds);
  }
}
