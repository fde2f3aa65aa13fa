package org.discogsography.dashboard.deadletters;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.discogsography.messages.EntityType;
import org.discogsography.messages.PlatformTopology;
import org.discogsography.messages.SinkName;
import org.discogsography.messages.deadletter.Letter;
import org.jspecify.annotations.Nullable;

/**
 * The query of a request. What it does not know it refuses: a misspelt parameter would otherwise
 * mean all letters, or no dry run.
 *
 * @param queues work queues
 * @param reason empty for all
 * @param id of the one letter to show; null for any
 * @param sha256 likewise
 * @param from how many letters to pass over
 * @param most how many to show
 */
record Query(
    List<String> queues,
    String reason,
    @Nullable String id,
    @Nullable String sha256,
    int from,
    int most,
    boolean dryRun) {
  static final List<String> OF_LIST = List.of("queue", "reason", "from", "most");
  static final List<String> OF_SHOW = List.of("queue", "reason", "id", "sha256");
  static final List<String> OF_CHANGE = List.of("queue", "reason", "dry_run");

  private static final int GREATEST_FROM = 10_000;
  private static final int USUAL_MOST = 100;
  private static final int GREATEST_MOST = 1_000;

  /**
   * Reads the parameters of a request.
   *
   * @param known those that the request may have
   * @throws BadQueryException if it has others, one of them twice, or a value that is none
   */
  static Query of(Map<String, List<String>> parameters, List<String> known, Set<SinkName> sinks) {
    parameters.forEach((name, values) -> check(name, values, known));
    return new Query(
        queues(text(parameters, "queue"), sinks),
        reason(text(parameters, "reason")),
        text(parameters, "id"),
        text(parameters, "sha256"),
        number(parameters, "from", 0, 0, GREATEST_FROM),
        number(parameters, "most", USUAL_MOST, 1, GREATEST_MOST),
        isSet(parameters, "dry_run"));
  }

  /** Whether it is the one to show. */
  boolean names(Letter.Key key) {
    return (id == null || id.equals(key.id())) && (sha256 == null || sha256.equals(key.hash()));
  }

  private static void check(String name, List<String> values, List<String> known) {
    if (!known.contains(name)) {
      throw new BadQueryException(
          "There is no parameter %s here; there are: %s."
              .formatted(name, String.join(", ", known)));
    }
    if (values.size() > 1) {
      throw new BadQueryException(name + " is given more than once.");
    }
  }

  private static List<String> queues(@Nullable String wanted, Set<SinkName> sinks) {
    List<String> all = new ArrayList<>();
    for (SinkName sink : SinkName.values()) {
      for (EntityType type : EntityType.values()) {
        if (sinks.contains(sink)) {
          all.add(PlatformTopology.queue(sink, type));
        }
      }
    }
    List<String> meant =
        all.stream()
            .filter(queue -> wanted == null || queue.equals(wanted) || queue.endsWith("." + wanted))
            .toList();
    if (meant.isEmpty()) {
      throw new BadQueryException(
          "There is no queue %s; there are: %s.".formatted(wanted, String.join(", ", all)));
    }
    return meant;
  }

  private static String reason(@Nullable String wanted) {
    if (wanted != null && wanted.isBlank()) {
      throw new BadQueryException("reason is empty; leave it out for letters of every reason.");
    }
    return wanted == null ? "" : wanted;
  }

  private static int number(
      Map<String, List<String>> parameters, String name, int otherwise, int least, int greatest) {
    String value = text(parameters, name);
    if (value == null) {
      return otherwise;
    }
    int number = value.matches("\\d{1,7}") ? Integer.parseInt(value) : -1;
    if (number < least || number > greatest) {
      throw new BadQueryException("%s is a number from %d to %d.".formatted(name, least, greatest));
    }
    return number;
  }

  private static boolean isSet(Map<String, List<String>> parameters, String name) {
    return switch (text(parameters, name)) {
      case "", "true" -> true;
      case "false" -> false;
      case null -> false;
      default -> throw new BadQueryException(name + " is true or false.");
    };
  }

  private static @Nullable String text(Map<String, List<String>> parameters, String name) {
    List<String> values = parameters.get(name);
    return values == null || values.isEmpty() ? null : values.getFirst();
  }
}
