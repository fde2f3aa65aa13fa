package org.discogsography.resilience.policy;

/** One call of a dependency, which may be made several times. */
@FunctionalInterface
public interface Operation<T> {
  T run() throws InterruptedException;
}
