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
import org.discogsography.messages.EntityType;
import org.discogsography.messages.PlatformTopology;
import org.discogsography.messages.SinkName;
import org.discogsography.messages.deadletter.DeadLetterOffice;
import org.discogsography.messages.deadletter.DeadLetterOffice.Outbox;
import org.discogsography.messages.deadletter.DeadLetterOffice.Outcome;
import org.discogsography.messages.deadletter.Letter;
import org.discogsography.messages.deadletter.Selection;
import org.discogsography.resilience.operations.JsonAnswer;
import org.discogsography.resilience.operations.ServiceRoutes;
import org.discogsography.resilience.operations.api.AdminToken;
import org.discogsography.resilience.rabbit.DeadLetterBrowser;
import org.discogsography.resilience.rabbit.RabbitSettings;
import org.discogsography.resilience.rabbit.RabbitUnavailableException;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /api/dead-letters}, {@code POST /api/dead-letters/replay} and {@code .../discard},
 * each for one queue and reason or for all. One of them runs at a time, over a connection of its
 * own; no more than {@value #MOST} letters of a queue are looked at. Without the token there is a
 * look every 5 seconds.
 */
public final class DeadLetterRoutes implements ServiceRoutes {
  private static final int MOST = 10_000;
  private static final int SHOWN = 100;
  private static final Duration TO_WAIT = Duration.ofSeconds(10);
  private static final long PAUSE = Duration.ofSeconds(5).toNanos();
  private static final String PATH = "/api/dead-letters";

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
    this.settings = settings;
    this.sinks = Set.copyOf(sinks);
    this.outbox = outbox;
    this.token = token;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.get(PATH, seldom(alone(this::browse)));
    routes.post(PATH + "/replay", token.guard(alone(this::replay)));
    routes.post(PATH + "/discard", token.guard(alone(this::discard)));
  }

  /**
   * A look takes letters and gives them back, one delivery more of those that the queue allows:
   * whoever has no token looks seldom.
   */
  private Handler seldom(Handler look) {
    return context -> {
      long now = System.nanoTime();
      long last = lastLook.get();
      if (token.isIn(context) || (now - last > PAUSE && lastLook.compareAndSet(last, now))) {
        look.handle(context);
      } else {
        context.header(Header.RETRY_AFTER, "5");
        refuse(
            context,
            HttpStatus.TOO_MANY_REQUESTS,
            "Dead letters are shown every 5 seconds, with the admin token at any time.");
      }
    };
  }

  /** What is done with an office that is open for one request. */
  @FunctionalInterface
  private interface Work {
    void with(DeadLetterOffice office, Selection selection, Context context)
        throws InterruptedException;
  }

  private Handler alone(Work work) {
    return context -> {
      List<String> queues = queues(context.queryParam("queue"));
      if (queues.isEmpty()) {
        refuse(context, HttpStatus.BAD_REQUEST, "There is no such queue.");
      } else if (!one.tryAcquire(TO_WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
        refuse(context, HttpStatus.CONFLICT, "Dead letters are in use; try again in a moment.");
      } else {
        try {
          run(work, new Selection(queues, text(context, "reason"), MOST), context);
        } finally {
          one.release();
        }
      }
    };
  }

  private void run(Work work, Selection selection, Context context) throws InterruptedException {
    try (DeadLetterBrowser browser =
        DeadLetterBrowser.open(
            settings, "dashboard-dead-letters", PlatformTopology.forTools(sinks))) {
      work.with(new DeadLetterOffice(browser), selection, context);
    } catch (RabbitUnavailableException e) {
      refuse(context, HttpStatus.SERVICE_UNAVAILABLE, String.valueOf(e.getMessage()));
    }
  }

  private void browse(DeadLetterOffice office, Selection selection, Context context) {
    List<Map<String, Object>> letters = new ArrayList<>();
    Outcome outcome =
        office.browse(
            selection,
            letter -> {
              if (letters.size() < SHOWN) {
                letters.add(shown(letter));
              }
            });
    Map<String, Object> body = counted("found", outcome);
    body.put("dead_letters", letters);
    JsonAnswer.write(context, body);
  }

  private void replay(DeadLetterOffice office, Selection selection, Context context)
      throws InterruptedException {
    boolean dry = isDryRun(context);
    Outcome outcome =
        dry ? office.browse(selection, letter -> {}) : office.replay(selection, outbox);
    JsonAnswer.write(context, counted(dry ? "would_replay" : "replayed", outcome));
  }

  private void discard(DeadLetterOffice office, Selection selection, Context context) {
    boolean dry = isDryRun(context);
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
    return body;
  }

  private static Map<String, Object> shown(Letter letter) {
    Letter.Key key = letter.key();
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("queue", key.queue());
    body.put("id", key.id());
    body.put("dump", key.dump());
    body.put("run", key.run());
    body.put("sha256", key.hash());
    body.put("reason", letter.reason());
    body.put("code", letter.header("x-error-code"));
    body.put("message", letter.header("x-error-message"));
    body.put("attempts", letter.header("x-error-attempts"));
    body.put("first_at", letter.header("x-error-first-at"));
    body.put("last_at", letter.header("x-error-last-at"));
    return body;
  }

  private List<String> queues(@Nullable String wanted) {
    List<String> queues = new ArrayList<>();
    for (SinkName sink : SinkName.values()) {
      for (EntityType type : EntityType.values()) {
        String queue = PlatformTopology.queue(sink, type);
        boolean meant = wanted == null || queue.equals(wanted) || queue.endsWith("." + wanted);
        if (sinks.contains(sink) && meant) {
          queues.add(queue);
        }
      }
    }
    return queues;
  }

  private static boolean isDryRun(Context context) {
    String value = context.queryParam("dry_run");
    return value != null && !value.equals("false");
  }

  private static String text(Context context, String name) {
    String value = context.queryParam(name);
    return value == null ? "" : value;
  }

  private static void refuse(Context context, HttpStatus status, String sentence) {
    JsonAnswer.write(context.status(status), Map.of("error", sentence));
  }
}
