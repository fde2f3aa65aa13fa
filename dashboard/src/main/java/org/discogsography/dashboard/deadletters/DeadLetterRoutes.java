package org.discogsography.dashboard.deadletters;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.Header;
import io.javalin.http.HttpStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.discogsography.messages.PlatformTopology;
import org.discogsography.messages.SinkName;
import org.discogsography.messages.deadletter.DeadLetterOffice;
import org.discogsography.messages.deadletter.DeadLetterOffice.Outbox;
import org.discogsography.messages.deadletter.DeadLetterOffice.Outcome;
import org.discogsography.messages.deadletter.Selection;
import org.discogsography.resilience.operations.JsonAnswer;
import org.discogsography.resilience.operations.ServiceRoutes;
import org.discogsography.resilience.operations.api.AdminToken;
import org.discogsography.resilience.rabbit.DeadLetterBrowser;
import org.discogsography.resilience.rabbit.RabbitSettings;
import org.discogsography.resilience.rabbit.RabbitUnavailableException;

/**
 * {@code GET /api/dead-letters} and {@code .../show}, {@code POST /api/dead-letters/replay} and
 * {@code .../discard}, each for one queue and reason or for all. One of them runs at a time, over a
 * connection of its own, and takes no more than 10,000 letters of a queue. Without the token there
 * is a look every 5 seconds, and none for another site's page.
 */
public final class DeadLetterRoutes implements ServiceRoutes {
  private static final Duration TO_WAIT = Duration.ofSeconds(10);
  private static final long PAUSE = Duration.ofSeconds(5).toNanos();
  private static final String PATH = "/api/dead-letters";

  private final Bounds bounds;
  private final RabbitSettings settings;
  private final Set<SinkName> sinks;
  private final Outbox outbox;
  private final AdminToken token;
  private final Semaphore one = new Semaphore(1);
  private final AtomicLong lastLook = new AtomicLong(System.nanoTime() - 2 * PAUSE);

  /**
   * @param outbox where replayed messages go; throws {@link RabbitUnavailableException} when they
   *     are not confirmed
   */
  public DeadLetterRoutes(
      RabbitSettings settings, Set<SinkName> sinks, Outbox outbox, AdminToken token) {
    this(Bounds.USUAL, settings, sinks, outbox, token);
  }

  DeadLetterRoutes(
      Bounds bounds,
      RabbitSettings settings,
      Set<SinkName> sinks,
      Outbox outbox,
      AdminToken token) {
    this.bounds = bounds;
    this.settings = settings;
    this.sinks = Set.copyOf(sinks);
    this.outbox = outbox;
    this.token = token;
  }

  /**
   * Of a request, for each queue.
   *
   * @param most letters to take
   * @param looks letters to look at, those of other reasons included, for whoever has the token: it
   *     may take half a minute
   */
  record Bounds(int most, int looks) {
    static final Bounds USUAL = new Bounds(10_000, 100_000);
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.get(PATH, looking(answering(Query.OF_LIST, this::list)));
    routes.get(PATH + "/show", looking(answering(Query.OF_SHOW, this::show)));
    routes.post(PATH + "/replay", token.guard(changing(this::replay)));
    routes.post(PATH + "/discard", token.guard(changing(this::discard)));
  }

  /** Even a look moves letters, so no page of another site may cause one in a visitor's browser. */
  private static Handler looking(Handler handler) {
    return context -> {
      if ("cross-site".equals(context.header("Sec-Fetch-Site"))) {
        refuse(context, HttpStatus.FORBIDDEN, "A page of another site may not look into queues.");
      } else {
        handler.handle(context);
      }
    };
  }

  private Handler changing(Work work) {
    Handler handler = answering(Query.OF_CHANGE, work);
    return context -> {
      if (context.bodyAsBytes().length > 0) {
        refuse(
            context,
            HttpStatus.BAD_REQUEST,
            "Parameters belong in the address, after a question mark, not in the body.");
      } else {
        handler.handle(context);
      }
    };
  }

  /** What is done with an office that is open for one request. */
  @FunctionalInterface
  private interface Work {
    void with(DeadLetterOffice office, Query query, Context context) throws InterruptedException;
  }

  private Handler answering(List<String> known, Work work) {
    return context -> {
      try {
        Query query = Query.of(context.queryParamMap(), known, sinks);
        if (isTooSoon(context)) {
          context.header(Header.RETRY_AFTER, "5");
          refuse(
              context,
              HttpStatus.TOO_MANY_REQUESTS,
              "Dead letters are shown every 5 seconds, with the admin token at any time.");
        } else {
          alone(work, query, context);
        }
      } catch (BadQueryException e) {
        refuse(context, HttpStatus.BAD_REQUEST, String.valueOf(e.getMessage()));
      }
    };
  }

  /**
   * A look takes letters and gives them back, one delivery more of those that the queue allows:
   * whoever has no token looks seldom.
   */
  private boolean isTooSoon(Context context) {
    long now = System.nanoTime();
    long last = lastLook.get();
    return !token.isIn(context) && (now - last <= PAUSE || !lastLook.compareAndSet(last, now));
  }

  private void alone(Work work, Query query, Context context) throws InterruptedException {
    if (!one.tryAcquire(TO_WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
      refuse(context, HttpStatus.CONFLICT, "Dead letters are in use; try again in a moment.");
      return;
    }
    try (DeadLetterBrowser browser =
        DeadLetterBrowser.open(
            settings, "dashboard-dead-letters", PlatformTopology.forTools(sinks))) {
      work.with(new DeadLetterOffice(browser), query, context);
    } catch (RabbitUnavailableException e) {
      refuse(context, HttpStatus.SERVICE_UNAVAILABLE, String.valueOf(e.getMessage()));
    } finally {
      one.release();
    }
  }

  private Selection selection(Query query, Context context) {
    int looks = token.isIn(context) ? bounds.looks() : bounds.most();
    return new Selection(query.queues(), query.reason(), bounds.most(), looks);
  }

  private void list(DeadLetterOffice office, Query query, Context context) {
    LetterPage page = new LetterPage(query);
    Outcome outcome = office.browse(selection(query, context), page);
    Map<String, Object> body = counted("found", outcome);
    body.put("counts", page.counts());
    body.put("dead_letters", page.letters());
    JsonAnswer.write(context, body);
  }

  private void show(DeadLetterOffice office, Query query, Context context) {
    List<Map<String, Object>> found = new ArrayList<>();
    Outcome outcome =
        office.browse(
            selection(query, context),
            letter -> {
              if (found.isEmpty() && query.names(letter.key())) {
                found.add(LetterPage.whole(letter));
              }
            });
    if (found.isEmpty()) {
      refuse(
          context,
          HttpStatus.NOT_FOUND,
          "There is no such letter among the %d that were found%s."
              .formatted(outcome.letters(), outcome.more() ? "; there are more" : ""));
    } else {
      JsonAnswer.write(context, found.getFirst());
    }
  }

  private void replay(DeadLetterOffice office, Query query, Context context)
      throws InterruptedException {
    Selection selection = selection(query, context);
    boolean dry = query.dryRun();
    Outcome outcome =
        dry ? office.browse(selection, letter -> {}) : office.replay(selection, outbox);
    JsonAnswer.write(context, counted(dry ? "would_replay" : "replayed", outcome));
  }

  private void discard(DeadLetterOffice office, Query query, Context context) {
    Selection selection = selection(query, context);
    boolean dry = query.dryRun();
    Outcome outcome =
        dry
            ? office.browse(selection, letter -> {})
            : office.discard(selection, letter -> {}, messages -> true);
    JsonAnswer.write(context, counted(dry ? "would_discard" : "discarded", outcome));
  }

  private static Map<String, Object> counted(String what, Outcome outcome) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put(what, outcome.letters());
    body.put("messages", outcome.messages());
    body.put("more", outcome.more());
    return body;
  }

  private static void refuse(Context context, HttpStatus status, String sentence) {
    JsonAnswer.write(context.status(status), Map.of("error", sentence));
  }
}
