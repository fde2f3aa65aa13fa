package org.discogsography.resilience.operations;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.nio.charset.StandardCharsets;

/** All meters in Prometheus' text format, or in OpenMetrics where it is asked for. */
final class MetricsRoute implements ServiceRoutes {
  private static final String TEXT = "text/plain; version=0.0.4; charset=utf-8";
  private static final String OPEN_METRICS =
      "application/openmetrics-text; version=1.0.0; charset=utf-8";

  private final PrometheusMeterRegistry meters;

  MetricsRoute(PrometheusMeterRegistry meters) {
    this.meters = meters;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.get("/metrics", this::metrics);
  }

  private void metrics(Context context) {
    String accepted = context.header("Accept");
    boolean open = accepted != null && accepted.contains("application/openmetrics-text");
    String type = open ? OPEN_METRICS : TEXT;
    context.contentType(type).result(meters.scrape(type).getBytes(StandardCharsets.UTF_8));
  }
}
