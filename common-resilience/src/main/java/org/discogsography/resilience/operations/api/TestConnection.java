package org.discogsography.resilience.operations.api;

import io.javalin.http.Context;
import io.javalin.http.Header;
import io.javalin.http.HttpStatus;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.discogsography.resilience.operations.JsonAnswer;
import org.discogsography.resilience.resource.ConnectionTest;
import org.discogsography.resilience.resource.ManagedResource;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST test-connection {connection_type, test_query}}: connects anew to one dependency or
 * all. The query runs read-only, with a limit of rows and time, and needs one connection_type.
 */
final class TestConnection implements JsonRequest.Action {
  private final Resources resources;
  private final ConnectionTests tests;

  TestConnection(Resources resources, ConnectionTests tests) {
    this.resources = resources;
    this.tests = tests;
  }

  @Override
  public void handle(Context context, JsonRequest request) throws InterruptedException {
    List<ManagedResource> chosen = chosen(request.text("connection_type"));
    String query = request.text("test_query");
    if (query != null && chosen.size() != 1) {
      throw new BadRequestException("test_query needs one connection_type: " + types() + ".");
    }
    tests
        .run(chosen, query)
        .ifPresentOrElse(
            results -> JsonAnswer.write(context, Map.of("results", bodies(results))),
            () -> busy(context));
  }

  /** Somebody else's test is under way. */
  static void busy(Context context) {
    JsonAnswer.write(
        context.status(HttpStatus.TOO_MANY_REQUESTS).header(Header.RETRY_AFTER, "1"),
        Map.of("error", "Another test is under way; ask again when it has ended."));
  }

  static Map<String, Object> bodies(Map<String, ConnectionTest> tests) {
    Map<String, Object> body = new LinkedHashMap<>();
    tests.forEach((name, test) -> body.put(name, Bodies.test(test)));
    return body;
  }

  private List<ManagedResource> chosen(@Nullable String type) {
    if (type == null || type.equals("all")) {
      return resources.all();
    }
    return resources
        .named(type)
        .map(List::of)
        .orElseThrow(() -> new BadRequestException("connection_type is one of " + types() + "."));
  }

  private String types() {
    List<String> types = new ArrayList<>(List.of("all"));
    resources.all().forEach(resource -> types.add(resource.name()));
    return String.join(", ", types);
  }
}
