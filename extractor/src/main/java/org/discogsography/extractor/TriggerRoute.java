package org.discogsography.extractor;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.util.Map;
import org.discogsography.extractor.progress.Progress;
import org.discogsography.extractor.schedule.RunTrigger;
import org.discogsography.resilience.operations.ServiceRoutes;
import org.discogsography.resilience.operations.api.AdminToken;

/** {@code POST /trigger} begins a run now: 202, or 409 while one is under way. */
final class TriggerRoute implements ServiceRoutes {
  private final RunTrigger trigger;
  private final Progress progress;
  private final AdminToken token;

  TriggerRoute(RunTrigger trigger, Progress progress, AdminToken token) {
    this.trigger = trigger;
    this.progress = progress;
    this.token = token;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.post("/trigger", token.guard(this::trigger));
  }

  private void trigger(Context context) {
    if (trigger.request()) {
      context.status(HttpStatus.ACCEPTED).json(Map.of("status", "started"));
    } else {
      context
          .status(HttpStatus.CONFLICT)
          .json(Map.of("error", "A run is under way.", "state", progress.state().text()));
    }
  }
}
