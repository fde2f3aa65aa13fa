package org.discogsography.resilience.service;

/**
 * Builds a service: reads all its settings, calls {@code service.environment().check()}, and only
 * then opens anything. It returns when everything is started; nothing in it waits for a dependency.
 */
@FunctionalInterface
public interface ServiceFactory {
  /**
   * Starts everything.
   *
   * @throws StartupException with one sentence for the operator, when it cannot start
   * @throws Exception anything else is taken for a bug, and shown with its stack
   */
  void start(Service service) throws Exception;
}
