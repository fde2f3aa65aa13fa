package org.discogsography.resilience.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.discogsography.resilience.config.Environment;
import org.discogsography.resilience.operations.OperationsServer;
import org.discogsography.resilience.operations.OperationsSettings;
import org.junit.jupiter.api.Test;

/** docs/operations-api.md lists the routes that a service has. */
class OperationsPageTest {
  private static final Pattern ROW = Pattern.compile("^\\| `((?:GET|POST|PUT) /[^`?]*)");
  private static final Set<String> ELSEWHERE =
      Set.of("GET /health", "GET /health/live", "GET /health/ready", "GET /metrics");

  @Test
  void everyRouteIsDocumentedAndEveryDocumentedOneExists() throws Exception {
    Set<String> documented =
        Files.readAllLines(Path.of("../docs/operations-api.md")).stream()
            .flatMap(line -> ROW.matcher(line).results())
            .map(found -> found.group(1))
            .collect(Collectors.toSet());
    Service service = new Service("test", Environment.of(Map.of()));
    OperationsServer server = service.serve(new OperationsSettings("127.0.0.1", 0));
    List<String> routes = server.routes();
    service.close();

    assertThat(routes)
        .filteredOn(route -> !ELSEWHERE.contains(route))
        .hasSameElementsAs(documented);
  }
}
