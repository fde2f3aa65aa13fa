package org.discogsography.resilience.operations;

import io.javalin.config.RoutesConfig;

/**
 * What a service serves on its port besides health and metrics. Handlers run on virtual threads.
 */
@FunctionalInterface
public interface ServiceRoutes {
  void addTo(RoutesConfig routes);

  static ServiceRoutes none() {
    return routes -> {};
  }
}
