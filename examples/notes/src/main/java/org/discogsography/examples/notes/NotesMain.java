package org.discogsography.examples.notes;

import java.util.List;
import org.discogsography.resilience.config.Environment;
import org.discogsography.resilience.operations.OperationsSettings;
import org.discogsography.resilience.operations.middleware.DatabaseMiddleware;
import org.discogsography.resilience.operations.middleware.MiddlewareSettings;
import org.discogsography.resilience.postgres.PostgresSettings;
import org.discogsography.resilience.postgres.PostgresSettings.Purpose;
import org.discogsography.resilience.postgres.ResilientPostgresPool;
import org.discogsography.resilience.resource.ManagedResource;
import org.discogsography.resilience.service.Service;
import org.discogsography.resilience.service.ServiceRunner;

/** The whole service: settings, pool, health, operations API, middleware, and two routes. */
public final class NotesMain {
  private static final int PORT = 8080;

  private NotesMain() {}

  /** Runs until it is told to stop. */
  public static void main(String[] arguments) {
    ServiceRunner.run("notes", NotesMain::start);
  }

  private static void start(Service service) {
    Environment environment = service.environment();
    OperationsSettings http = OperationsSettings.from(environment, PORT);
    PostgresSettings postgres = PostgresSettings.from(environment, "notes", Purpose.WRITE);
    MiddlewareSettings middleware = MiddlewareSettings.from(environment);
    environment.check();

    ResilientPostgresPool pool =
        service.closing(ResilientPostgresPool.open(postgres, service.options()));
    ManagedResource resource = pool.resource();
    service.managing(resource);
    service.health().addRequired(pool.health());

    service.serve(
        http,
        routes -> {
          new DatabaseMiddleware(middleware, () -> List.of(resource), service.meters())
              .addTo(routes);
          new NotesRoutes(new Notes(pool.database())).addTo(routes);
        });
  }
}
