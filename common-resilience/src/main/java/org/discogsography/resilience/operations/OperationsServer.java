package org.discogsography.resilience.operations;

import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.javalin.json.JavalinJackson3;
import io.javalin.util.JavalinBindException;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.discogsography.resilience.health.ServiceHealth;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Server;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/**
 * A service's HTTP port: {@code /health}, {@code /health/live}, {@code /health/ready}, {@code
 * /metrics} and the service's own routes, each request on a virtual thread. Request bodies above 64
 * KiB are refused with 413. Thread-safe.
 */
public final class OperationsServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(OperationsServer.class);
  private static final long LARGEST_REQUEST = 64 * 1024;
  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(2);

  private final Javalin javalin;

  private OperationsServer(Javalin javalin) {
    this.javalin = javalin;
  }

  /**
   * Listens when it returns.
   *
   * @throws PortTakenException if the address cannot be listened on
   */
  public static OperationsServer start(
      OperationsSettings settings,
      ServiceHealth health,
      PrometheusMeterRegistry meters,
      ServiceRoutes routes) {
    HealthMeters.bind(health, meters);
    List<ServiceRoutes> all = List.of(new HealthRoutes(health), new MetricsRoute(meters), routes);
    Javalin javalin = Javalin.create(config -> configure(config, all));
    try {
      javalin.start(settings.host(), settings.port());
    } catch (JavalinBindException e) {
      throw new PortTakenException(settings, e);
    }
    LOG.info("Listening on http://{}:{}", settings.host(), javalin.port());
    return new OperationsServer(javalin);
  }

  /** The port that is listened on, also where 0 was asked for. */
  public int port() {
    return javalin.port();
  }

  /** Every route as {@code METHOD /path}, for those who check how it is protected. */
  public List<String> routes() {
    return javalin.unsafe.internalRouter.allHttpHandlers().stream()
        .map(each -> each.endpoint)
        .filter(endpoint -> endpoint.method.isHttpMethod())
        .map(endpoint -> endpoint.method.name() + " " + endpoint.path)
        .toList();
  }

  /** Stops listening; requests that are running get 2 seconds. */
  @Override
  public void close() {
    javalin.stop();
  }

  private static void configure(JavalinConfig config, List<ServiceRoutes> routes) {
    config.startup.showJavalinBanner = false;
    config.startup.showOldJavalinVersionWarning = false;
    config.startup.startupWatcherEnabled = false;
    config.concurrency.useVirtualThreads = true;
    config.http.maxRequestSize = LARGEST_REQUEST;
    config.http.prefer405over404 = true;
    config.jsonMapper(new JavalinJackson3(JsonMapper.shared(), true));
    config.jetty.modifyHttpConfiguration(OperationsServer::hideVersion);
    config.jetty.modifyServer(OperationsServer::limit);
    config.routes.before(new SecurityHeaders());
    config.routes.exception(Exception.class, OperationsServer::failed);
    routes.forEach(some -> some.addTo(config.routes));
  }

  private static void hideVersion(HttpConfiguration http) {
    http.setSendServerVersion(false);
    http.setSendXPoweredBy(false);
  }

  private static void limit(Server server) {
    server.setStopTimeout(STOP_TIMEOUT.toMillis());
    server.setStopAtShutdown(false);
  }

  private static void failed(Exception failure, Context context) {
    LOG.error("{} {} failed", context.method(), context.path(), failure);
    context
        .status(HttpStatus.INTERNAL_SERVER_ERROR)
        .json(Map.of("error", "This request failed; the service's log says why."));
  }
}
