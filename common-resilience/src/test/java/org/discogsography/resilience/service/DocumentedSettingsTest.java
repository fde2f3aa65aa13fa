package org.discogsography.resilience.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.discogsography.resilience.config.Environment;
import org.discogsography.resilience.config.SettingsDocument;
import org.discogsography.resilience.neo4j.Neo4jSettings;
import org.discogsography.resilience.operations.OperationsSettings;
import org.discogsography.resilience.operations.api.AdminToken;
import org.discogsography.resilience.operations.api.FaultRoutes;
import org.discogsography.resilience.operations.api.PoolAdvice;
import org.discogsography.resilience.operations.api.Resources;
import org.discogsography.resilience.operations.middleware.MiddlewareSettings;
import org.discogsography.resilience.policy.ResilienceEnvironment;
import org.discogsography.resilience.postgres.PostgresSettings;
import org.discogsography.resilience.rabbit.RabbitSettings;
import org.discogsography.resilience.worker.WorkerSettings;
import org.junit.jupiter.api.Test;

/** What the library reads is what docs/configuration.md says. */
class DocumentedSettingsTest {
  private static final Path PAGE = Path.of("../docs/configuration.md");

  @Test
  void documentsEverySettingOfTheLibraryWithItsDefault() throws IOException {
    Environment environment = Environment.of(Map.of());
    Logging.configure(environment);
    new Service("test", environment).close();
    OperationsSettings.from(environment, 8000);
    RabbitSettings.from(environment);
    PostgresSettings.from(environment, "test", PostgresSettings.Purpose.WRITE);
    Neo4jSettings.from(environment);
    WorkerSettings.from(environment);
    ResilienceEnvironment.read(environment);
    MiddlewareSettings.from(environment);
    PoolAdvice.from(environment);
    AdminToken token = AdminToken.from(environment);
    FaultRoutes.from(environment, new Resources(List.of()), token);

    assertThat(SettingsDocument.read(PAGE).contradictions(environment.asked())).isEmpty();
  }
}
