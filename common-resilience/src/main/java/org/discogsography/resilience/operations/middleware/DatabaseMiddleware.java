package org.discogsography.resilience.operations.middleware;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.http.HttpStatus;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.discogsography.resilience.failure.CommitUnknownException;
import org.discogsography.resilience.failure.ReadOnlyException;
import org.discogsography.resilience.failure.StoreException;
import org.discogsography.resilience.operations.JsonAnswer;
import org.discogsography.resilience.operations.ServiceRoutes;
import org.discogsography.resilience.policy.CallRejectedException;
import org.discogsography.resilience.resource.CallUsage;
import org.discogsography.resilience.resource.ManagedResource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * For a Javalin application whose handlers use resilient dependencies; to be added before the
 * application's own routes. Around every request:
 *
 * <ul>
 *   <li>While a dependency is away, or its breaker open, the request is refused at once with 503,
 *       Retry-After and a JSON body, and the dependency is made to recover in the background. With
 *       the read-only fallback GET and HEAD pass; an answer for which no call succeeded carries
 *       {@code X-Data-Freshness: stale}.
 *   <li>A dependency's failure that a handler lets through becomes a 503, too, and no failure's
 *       text is told to the client.
 *   <li>A handler begins without what an earlier request left on its thread: a pending interrupt, a
 *       count. Connections are cleaned by the pool when they come back to it.
 *   <li>The calls that it made are counted and timed: summary {@code http.request.db.calls}, timer
 *       {@code http.request.db.time}. A pool that is more than 80 % in use is logged.
 * </ul>
 *
 * <p>Handlers that answer later, from another thread, are guarded but not counted. Thread-safe.
 */
public final class DatabaseMiddleware implements ServiceRoutes {
  private static final Logger LOGGER = LoggerFactory.getLogger(DatabaseMiddleware.class);
  private static final String DEGRADED = DatabaseMiddleware.class.getName() + ".degraded";
  private static final String FRESHNESS = "X-Data-Freshness";
  private static final Duration SOON = Duration.ofSeconds(1);

  private final MiddlewareSettings settings;
  private final Supplier<List<ManagedResource>> resources;
  private final DistributionSummary calls;
  private final Timer time;
  private final Clock clock;
  private final RecoveryTrigger recovery;
  private final SaturationWatch saturation = new SaturationWatch();

  /**
   * A middleware.
   *
   * @param resources what the handlers cannot do without; asked at each request
   */
  public DatabaseMiddleware(
      MiddlewareSettings settings,
      Supplier<List<ManagedResource>> resources,
      MeterRegistry meters) {
    this(settings, resources, meters, Clock.systemUTC());
  }

  DatabaseMiddleware(
      MiddlewareSettings settings,
      Supplier<List<ManagedResource>> resources,
      MeterRegistry meters,
      Clock clock) {
    this.settings = settings;
    this.resources = resources;
    this.clock = clock;
    this.recovery = new RecoveryTrigger(clock);
    this.calls =
        DistributionSummary.builder("http.request.db.calls")
            .description("Calls of dependencies that a request made, retries included")
            .register(meters);
    this.time =
        Timer.builder("http.request.db.time")
            .description("Time that a request spent in them")
            .register(meters);
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.before(this::begin);
    routes.after(this::end);
    routes.exception(CallRejectedException.class, this::rejected);
    routes.exception(CommitUnknownException.class, this::unknown);
    routes.exception(StoreException.class, this::failed);
    routes.exception(ReadOnlyException.class, this::readOnly);
  }

  private void begin(Context context) {
    // On a thread that serves one request after the other.
    boolean leftBehind = Thread.interrupted();
    if (leftBehind) {
      LOGGER.debug("An earlier request left an interrupt behind");
    }
    if (!settings.guards(context.path())) {
      return;
    }
    CallUsage.begin();
    saturation.look(resources.get());
    Optional<Outage> found = Outage.among(resources.get(), clock.instant());
    if (found.isEmpty()) {
      return;
    }
    Outage outage = found.get();
    recovery.pull(outage.resource());
    if (refuses(context)) {
      Refusal.answer(context, outage.resource().name(), outage.reason(), outage.retryAfter());
      context.skipRemainingHandlers();
    } else {
      context.attribute(DEGRADED, true);
    }
  }

  private boolean refuses(Context context) {
    if (isRead(context)) {
      return settings.circuitBreaker() && !settings.readOnlyFallback();
    }
    return settings.circuitBreaker() || settings.readOnlyFallback();
  }

  /** OPTIONS asks about an address, not about data. */
  private static boolean isRead(Context context) {
    HandlerType method = context.method();
    return method.equals(HandlerType.GET)
        || method.equals(HandlerType.HEAD)
        || method.equals(HandlerType.OPTIONS);
  }

  /** Runs after every handler, also after one that threw. */
  private void end(Context context) {
    boolean guarded = settings.guards(context.path());
    CallUsage.Total used = CallUsage.end();
    if (!guarded) {
      return;
    }
    calls.record((double) used.attempts());
    time.record(used.time());
    boolean answered = context.statusCode() < HttpStatus.BAD_REQUEST.getCode();
    if (context.attribute(DEGRADED) != null && used.successes() == 0 && answered) {
      context.header(FRESHNESS, "stale");
    }
  }

  private void rejected(CallRejectedException failure, Context context) {
    Refusal.answer(
        context, failure.resource(), "failing fast: it failed before", failure.retryAfter());
  }

  /** Without Retry-After: doing it again might do it twice. */
  private void unknown(CommitUnknownException failure, Context context) {
    LOGGER.warn("{} {}: the answer to a commit was lost", context.method(), context.path());
    Refusal.answer(context, failure.store(), "the answer was lost; it may have been done");
  }

  private void readOnly(ReadOnlyException failure, Context context) {
    Refusal.answer(context, failure.store(), String.valueOf(failure.getMessage()));
  }

  private void failed(StoreException failure, Context context) {
    switch (failure.kind()) {
      case UNAVAILABLE, EXHAUSTED, SYSTEMIC, UNKNOWN, CONTENTION, TIMEOUT -> {
        LOGGER.debug("{} {} failed", context.method(), context.path(), failure);
        String kind = failure.kind().text();
        Refusal.answer(context, failure.store(), failure.store() + ": " + kind, SOON);
      }
      case DATA -> {
        LOGGER.error("{} {} failed", context.method(), context.path(), failure);
        JsonAnswer.write(
            context.status(HttpStatus.INTERNAL_SERVER_ERROR),
            Map.of("error", "This request failed; the service's log says why."));
      }
    }
  }
}
