package org.discogsography.dashboard.rehearsal;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HttpStatus;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.discogsography.resilience.operations.JsonAnswer;
import org.discogsography.resilience.operations.ServiceRoutes;
import org.discogsography.resilience.operations.api.AdminToken;

/**
 * {@code /api/rehearsals}: reading is open; announcing one, and the marks of whoever drives it,
 * need the admin token. 400 for a request that makes no sense, 409 for one that comes at the wrong
 * time.
 */
final class RehearsalRoutes implements ServiceRoutes {
  private final Rehearsals rehearsals;
  private final AdminToken token;

  RehearsalRoutes(Rehearsals rehearsals, AdminToken token) {
    this.rehearsals = rehearsals;
    this.token = token;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.get("/api/rehearsals", this::list);
    routes.get("/api/rehearsals/{id}", context -> show(context, RehearsalRoutes::json));
    routes.get("/api/rehearsals/{id}/report.json", context -> show(context, RehearsalRoutes::json));
    routes.get("/api/rehearsals/{id}/report.md", context -> show(context, RehearsalRoutes::text));
    routes.post("/api/rehearsals", token.guard(answering(this::start)));
    routes.post("/api/rehearsals/{id}/stopped", token.guard(marking(rehearsals::stopped)));
    routes.post("/api/rehearsals/{id}/started", token.guard(marking(rehearsals::started)));
    routes.post("/api/rehearsals/{id}/abort", token.guard(marking(rehearsals::abort)));
  }

  private void list(Context context) {
    var all = rehearsals.all().stream().map(Report::withoutChart).toList();
    JsonAnswer.write(context, Map.of("rehearsals", all));
  }

  private void show(Context context, Answer answer) {
    Optional<Report> report = rehearsals.find(context.pathParam("id"));
    if (report.isPresent()) {
      answer.write(context, report.get());
    } else {
      refuse(context, HttpStatus.NOT_FOUND, "There is no such rehearsal, or no longer.");
    }
  }

  /** One form of a report. */
  private interface Answer {
    void write(Context context, Report report);
  }

  private static void json(Context context, Report report) {
    JsonAnswer.write(context, report);
  }

  private static void text(Context context, Report report) {
    context.contentType("text/markdown; charset=utf-8").result(MarkdownReport.of(report));
  }

  private Report start(Context context) {
    StartRequest request = StartRequest.read(context.bodyAsBytes());
    context.status(HttpStatus.CREATED);
    return rehearsals.start(
        request.server(), request.how(), request.downSeconds(), request.criteria());
  }

  private static Handler marking(Function<String, Report> mark) {
    return answering(context -> mark.apply(context.pathParam("id")));
  }

  private static Handler answering(Function<Context, Report> work) {
    return context -> {
      try {
        JsonAnswer.write(context, work.apply(context));
      } catch (IllegalArgumentException e) {
        refuse(context, HttpStatus.BAD_REQUEST, String.valueOf(e.getMessage()));
      } catch (Rehearsals.RefusedException e) {
        refuse(context, HttpStatus.CONFLICT, String.valueOf(e.getMessage()));
      }
    };
  }

  private static void refuse(Context context, HttpStatus status, String sentence) {
    JsonAnswer.write(context.status(status), Map.of("error", sentence));
  }
}
