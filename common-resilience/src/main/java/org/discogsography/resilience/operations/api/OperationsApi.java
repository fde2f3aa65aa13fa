package org.discogsography.resilience.operations.api;

import java.util.List;
import org.discogsography.resilience.config.Environment;
import org.discogsography.resilience.operations.ServiceRoutes;
import org.discogsography.resilience.resource.EventJournal;

/** The whole operations API of a service, for any Javalin application. */
public final class OperationsApi {
  private OperationsApi() {}

  /**
   * Reads its settings (RESILIENCE_ADMIN_TOKEN, RESILIENCE_FAULT_INJECTION, those of {@link
   * PoolAdvice}) and returns the routes.
   */
  public static ServiceRoutes of(Environment environment, Resources all, EventJournal journal) {
    AdminToken token = AdminToken.from(environment);
    ConnectionTests tests = new ConnectionTests(all);
    List<ServiceRoutes> routes =
        List.of(
            new ResilienceRoutes(all, journal, PoolAdvice.from(environment), token, tests),
            new RecoveryRoutes(all, token, tests),
            new DatabaseResilienceRoute(all),
            FaultRoutes.from(environment, all, token));
    return config -> routes.forEach(some -> some.addTo(config));
  }
}
