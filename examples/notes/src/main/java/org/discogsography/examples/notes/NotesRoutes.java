package org.discogsography.examples.notes;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.util.Map;
import org.discogsography.resilience.operations.ServiceRoutes;

/** {@code POST /notes} with the text as its body, {@code GET /notes} for the newest. */
final class NotesRoutes implements ServiceRoutes {
  private static final int LONGEST = 1_000;

  private final Notes notes;

  NotesRoutes(Notes notes) {
    this.notes = notes;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.post("/notes", this::add);
    routes.get("/notes", this::newest);
  }

  private void add(Context context) throws InterruptedException {
    String text = context.body().strip();
    if (text.isEmpty() || text.length() > LONGEST) {
      context
          .status(HttpStatus.BAD_REQUEST)
          .json(Map.of("error", "A note has 1 to " + LONGEST + " characters."));
      return;
    }
    context.status(HttpStatus.CREATED).json(notes.add(text));
  }

  private void newest(Context context) throws InterruptedException {
    var answer = notes.newest();
    context.json(
        Map.of(
            "notes", answer.rows(),
            "freshness", answer.freshness(),
            "as_of", answer.asOf().toString()));
  }
}
