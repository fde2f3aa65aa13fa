package org.discogsography.dashboard.alerts;

import java.time.Duration;
import java.util.Locale;

/** The rules: how bad, how long before it counts, and what to do. */
public enum Rule {
  SERVICE_UNREACHABLE(
      Severity.CRITICAL,
      5,
      "Look whether its process runs and its address is right; messages wait for it meanwhile."),
  SERVICE_DOWN(
      Severity.CRITICAL,
      0,
      "Waiting does not mend this: read the component's reason, and put the credentials, the"
          + " permissions or the schema right."),
  STORE_AWAY(
      Severity.WARNING,
      0,
      "Start the database again; nothing is lost and nobody has to restart a service."),
  BROKER_AWAY(
      Severity.WARNING,
      0,
      "Start RabbitMQ again; the services connect by themselves and send again what was not"
          + " confirmed."),
  BREAKER_OPEN(
      Severity.CRITICAL, 60, "Look at the dependency behind it: it has not answered for a minute."),
  BROKER_ALARM(
      Severity.CRITICAL,
      0,
      "Free memory or disk on the broker's machine: until then it takes no messages."),
  MANAGEMENT_REFUSED(
      Severity.WARNING,
      0,
      "Give the user of RABBITMQ_MANAGEMENT_URL the tag monitoring, or put its password right."),
  QUEUE_NOT_DRAINING(
      Severity.WARNING,
      60,
      "Look at the worker's component 'work' and its log: it has messages and consumers, and"
          + " acknowledges nothing."),
  NO_CONSUMER(
      Severity.WARNING,
      30,
      "Start the worker. If it runs, it waits for its store: look there first."),
  DEAD_LETTERS_GROWING(
      Severity.WARNING,
      0,
      "Run scripts/dlq list to see why; mend the cause, then scripts/dlq replay."),
  TIME_BEHIND(
      Severity.WARNING,
      60,
      "Look whether the worker runs at its usual rate; another tableinator shares the work."),
  PAUSED_BY_BACKLOG(
      Severity.INFO,
      10,
      "Nothing to do: the extractor waits until the queue is half empty. It goes on faster when"
          + " the worker of that queue does."),
  QUEUE_GROWING(
      Severity.INFO,
      120,
      "More arrives than is written. It is bounded; another tableinator or a faster disk drains it"
          + " sooner."),
  POOL_SATURATED(
      Severity.WARNING,
      30,
      "Raise the pool's maximum (DB_POOL_SIZE, DB_MAX_OVERFLOW), or look for slow statements at"
          + " /resilience/report.");

  private final Severity severity;
  private final Duration patience;
  private final String action;

  Rule(Severity severity, int patienceSeconds, String action) {
    this.severity = severity;
    this.patience = Duration.ofSeconds(patienceSeconds);
    this.action = action;
  }

  Severity severity() {
    return severity;
  }

  /** How long the evidence has to last before it counts. */
  Duration patience() {
    return patience;
  }

  String action() {
    return action;
  }

  /** As in the API: lower case. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
