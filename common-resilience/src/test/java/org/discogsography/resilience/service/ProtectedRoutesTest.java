package org.discogsography.resilience.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import org.discogsography.resilience.config.Environment;
import org.discogsography.resilience.operations.OperationsServer;
import org.discogsography.resilience.operations.OperationsSettings;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every route that a service has and that is no reading one, from its router and not from a list.
 */
class ProtectedRoutesTest {
  private static final String TOKEN = "a-token-for-tests-only";
  private static final Service OPEN = service(Map.of());
  private static final Service WITH_TOKEN = service(Map.of("RESILIENCE_ADMIN_TOKEN", TOKEN));

  private static HttpClient client;
  private static OperationsServer open;
  private static OperationsServer withToken;

  @BeforeAll
  static void serve() {
    client = HttpClient.newHttpClient();
    open = OPEN.serve(new OperationsSettings("127.0.0.1", 0));
    withToken = WITH_TOKEN.serve(new OperationsSettings("127.0.0.1", 0));
  }

  @AfterAll
  static void close() {
    client.close();
    OPEN.close();
    WITH_TOKEN.close();
  }

  static List<String> changing() {
    return open.routes().stream().filter(route -> !route.startsWith("GET ")).toList();
  }

  @Test
  void thereAreSuchRoutes() {
    assertThat(changing())
        .contains("POST /api/database-recovery/recover", "PUT /api/database-recovery/retry-config")
        .hasSizeGreaterThanOrEqualTo(7);
  }

  @ParameterizedTest
  @MethodSource("changing")
  void areForbiddenWhereNoTokenIsConfigured(String route) throws Exception {
    assertThat(send(open, route, TOKEN).statusCode()).isEqualTo(403);
    assertThat(send(open, route, null).statusCode()).isEqualTo(403);
  }

  @ParameterizedTest
  @MethodSource("changing")
  void areRefusedWithoutTheToken(String route) throws Exception {
    HttpResponse<String> without = send(withToken, route, null);

    assertThat(without.statusCode()).isEqualTo(401);
    assertThat(without.headers().firstValue("WWW-Authenticate")).contains("Bearer");
    assertThat(send(withToken, route, "another-token-altogether").statusCode()).isEqualTo(401);
  }

  private static Service service(Map<String, String> variables) {
    return new Service("test", Environment.of(variables));
  }

  private static HttpResponse<String> send(OperationsServer server, String route, String token)
      throws IOException, InterruptedException {
    String[] parts = route.split(" ");
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + parts[1]))
            .method(parts[0], BodyPublishers.ofString("{}"));
    if (token != null) {
      request.header("Authorization", "Bearer " + token);
    }
    return client.send(request.build(), BodyHandlers.ofString());
  }
}
