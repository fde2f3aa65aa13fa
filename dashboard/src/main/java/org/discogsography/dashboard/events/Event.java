package org.discogsography.dashboard.events;

/**
 * Something that changed.
 *
 * @param id counts up; never repeated within a process
 * @param at when it was seen, as ISO 8601
 * @param subject what it is about, such as a service or a queue
 * @param text what happened, for people
 */
public record Event(long id, String at, Kind kind, Tone tone, String subject, String text) {
  /** What sort of thing changed. */
  public enum Kind {
    SERVICE,
    COMPONENT,
    BREAKER,
    ALERT,
    QUEUE,
    BROKER,
    STORE,
    OUTAGE
  }

  /** Whether it is a good thing. */
  public enum Tone {
    GOOD,
    BAD,
    NEUTRAL
  }
}
