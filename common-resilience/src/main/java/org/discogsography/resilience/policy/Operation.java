package org.discogsography.resilience.policy;

import org.jspecify.annotations.Nullable;

/** One call of a dependency, which may be made several times. */
@FunctionalInterface
public interface Operation<T extends @Nullable Object> {
  T run() throws InterruptedException;
}
