package org.discogsography.resilience.operations.api;

import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.discogsography.resilience.resource.ManagedResource;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@code POST test-connection {connection_type, test_query}}: connects anew to one dependency or
 * all. The query runs read-only, with a limit of rows and time.
 */
final class TestConnection implements Handler {
  private final Resources resources;

  TestConnection(Resources resources) {
    this.resources = resources;
  }

  /** The request's body; both are optional. */
  private record Request(@Nullable String connection_type, @Nullable String test_query) {}

  @Override
  public void handle(Context context) throws InterruptedException {
    Request request;
    try {
      String body = context.body();
      request = JsonMapper.shared().readValue(body.isBlank() ? "{}" : body, Request.class);
    } catch (JacksonException e) {
      RecoveryRoutes.refuse(context, "The body is not {connection_type, test_query} as JSON.");
      return;
    }
    List<ManagedResource> chosen = chosen(request.connection_type());
    if (chosen.isEmpty()) {
      RecoveryRoutes.refuse(context, "connection_type is one of " + types() + ".");
      return;
    }
    Map<String, Object> results = new LinkedHashMap<>();
    for (ManagedResource resource : chosen) {
      results.put(resource.name(), Bodies.test(resource.test(request.test_query())));
    }
    context.json(Map.of("results", results));
  }

  private List<ManagedResource> chosen(@Nullable String type) {
    if (type == null || type.equals("all")) {
      return resources.all();
    }
    return resources.named(type).map(List::of).orElse(List.of());
  }

  private String types() {
    return "all, "
        + String.join(", ", resources.all().stream().map(ManagedResource::name).toList());
  }
}
