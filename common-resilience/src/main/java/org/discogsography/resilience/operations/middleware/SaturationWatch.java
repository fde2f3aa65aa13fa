package org.discogsography.resilience.operations.middleware;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.discogsography.resilience.resource.ManagedResource;
import org.discogsography.resilience.resource.PoolSnapshot;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Warns when a request meets a pool that is nearly full: once, until there is room again. */
final class SaturationWatch {
  private static final Logger LOGGER = LoggerFactory.getLogger(SaturationWatch.class);
  private static final double SATURATED = 0.8;

  private final Set<String> saturated = ConcurrentHashMap.newKeySet();

  void look(List<ManagedResource> resources) {
    for (ManagedResource resource : resources) {
      PoolSnapshot pool = resource.snapshot().pool();
      if (pool == null) {
        continue;
      }
      if (pool.utilisation() <= SATURATED) {
        saturated.remove(resource.name());
      } else if (saturated.add(resource.name())) {
        LOGGER.warn(
            "{}: {} of {} connections are in use, {} callers wait",
            resource.name(),
            pool.active(),
            pool.maximum(),
            pool.waiting());
      }
    }
  }

  Set<String> saturated() {
    return Set.copyOf(saturated);
  }
}
