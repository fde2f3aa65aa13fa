package org.discogsography.dashboard.web;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.discogsography.dashboard.history.HistoryCsv;
import org.discogsography.dashboard.history.HistoryRange;
import org.discogsography.dashboard.live.Ticker;
import org.discogsography.resilience.operations.JsonAnswer;
import org.discogsography.resilience.operations.ServiceRoutes;

/** Everything that the page shows, as JSON, and the history as CSV. Reading only, from memory. */
public final class ApiRoutes implements ServiceRoutes {
  private static final int MOST_EVENTS = 1_000;

  private final Ticker ticker;
  private final InstantSource clock;

  public ApiRoutes(Ticker ticker, InstantSource clock) {
    this.ticker = ticker;
    this.clock = clock;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.get("/api/overview", context -> JsonAnswer.write(context, ticker.overview().view()));
    routes.get(
        "/api/alerts", context -> JsonAnswer.write(context, Map.of("alerts", ticker.alerts())));
    routes.get(
        "/api/outages",
        context -> JsonAnswer.write(context, Map.of("outages", ticker.outages().all())));
    routes.get(
        "/api/events",
        context ->
            JsonAnswer.write(context, Map.of("events", ticker.journal().newest(MOST_EVENTS))));
    routes.get("/api/history", this::history);
    routes.get("/api/history.csv", this::csv);
  }

  private void history(Context context) {
    range(context)
        .ifPresent(
            range -> JsonAnswer.write(context, ticker.history().view(range, clock.instant())));
  }

  private void csv(Context context) {
    range(context)
        .ifPresent(range ->
            context
                .contentType("text/csv; charset=utf-8")
                .header(
                    "Content-Disposition",
                    "attachment; filename=\"discogsography-" + range.text() + ".csv\"")
                .result(HistoryCsv.of(ticker.history().view(range, clock.instant()))));
  }

  /** Empty when the request was refused. */
  private static Optional<HistoryRange> range(Context context) {
    String text = context.queryParam("range");
    Optional<HistoryRange> range = HistoryRange.of(text == null ? "10m" : text);
    if (range.isEmpty()) {
      String known =
          Arrays.stream(HistoryRange.values())
              .map(HistoryRange::text)
              .collect(Collectors.joining(", "));
      JsonAnswer.write(
          context.status(HttpStatus.BAD_REQUEST),
          Map.of("error", "There is no such range; there are: " + known + "."));
    }
    return range;
  }
}
