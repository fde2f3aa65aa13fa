package org.discogsography.resilience.operations.middleware;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.discogsography.resilience.resource.ManagedResource;

/**
 * Has a dependency recover because somebody needs it: at most once within {@link #PAUSE}, however
 * many requests there are, and never on the request's own thread. Thread-safe.
 */
final class RecoveryTrigger {
  static final Duration PAUSE = Duration.ofSeconds(30);

  private final Clock clock;
  private final Map<String, Instant> last = new ConcurrentHashMap<>();

  RecoveryTrigger(Clock clock) {
    this.clock = clock;
  }

  void pull(ManagedResource resource) {
    String name = resource.name();
    Instant now = clock.instant();
    Instant before = last.get(name);
    if (before != null && before.plus(PAUSE).isAfter(now)) {
      return;
    }
    boolean first =
        before == null ? last.putIfAbsent(name, now) == null : last.replace(name, before, now);
    if (first) {
      Thread.ofVirtual().name("recovery-" + name).start(resource::recover);
    }
  }
}
