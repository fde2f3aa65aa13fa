package org.discogsography.resilience.readme;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.List;
import org.discogsography.resilience.config.Environment;
import org.discogsography.resilience.health.ServiceHealth;
import org.discogsography.resilience.operations.OperationsServer;
import org.discogsography.resilience.operations.OperationsSettings;
import org.discogsography.resilience.operations.ServiceRoutes;
import org.discogsography.resilience.operations.api.OperationsApi;
import org.discogsography.resilience.operations.api.Resources;
import org.discogsography.resilience.operations.middleware.DatabaseMiddleware;
import org.discogsography.resilience.operations.middleware.MiddlewareSettings;
import org.discogsography.resilience.policy.ResilienceEnvironment;
import org.discogsography.resilience.postgres.PostgresSettings;
import org.discogsography.resilience.postgres.ResilientPostgresPool;
import org.discogsography.resilience.resource.EventJournal;
import org.discogsography.resilience.resource.ManagedResource;
import org.discogsography.resilience.resource.ResourceOptions;

/** Shown in the library's README. */
final class OperationsExample {
  private OperationsExample() {}

  static OperationsServer run(
      Environment environment, PrometheusMeterRegistry meters, ServiceHealth health) {
    // <example>
    EventJournal journal = new EventJournal();
    ResourceOptions options =
        new ResourceOptions(ResilienceEnvironment.read(environment), journal, meters);
    PostgresSettings settings =
        PostgresSettings.from(environment, "shop", PostgresSettings.Purpose.WRITE);
    MiddlewareSettings middleware = MiddlewareSettings.from(environment);
    Resources resources = new Resources(List.of());
    ServiceRoutes api = OperationsApi.of(environment, resources, journal);
    environment.check(); // every problem of every variable at once

    ResilientPostgresPool pool = ResilientPostgresPool.open(settings, options);
    ManagedResource database = pool.resource();
    resources.add(database);
    health.addRequired(pool.health());

    return OperationsServer.start( // /health, /health/live, /health/ready, /metrics, and:
        new OperationsSettings("127.0.0.1", 0),
        health,
        meters,
        routes -> {
          api.addTo(routes);
          new DatabaseMiddleware(middleware, () -> List.of(database), meters).addTo(routes);
          routes.get("/fruit", context -> context.json(fruit(pool)));
        });
    // </example>
  }

  private static List<String> fruit(ResilientPostgresPool pool) throws InterruptedException {
    return pool.database()
        .answer("select name from fruit order by name", row -> row.getString(1))
        .rows();
  }
}
