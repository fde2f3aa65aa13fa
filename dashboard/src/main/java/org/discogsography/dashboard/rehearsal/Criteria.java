package org.discogsography.dashboard.rehearsal;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/**
 * What an outage has to be like to pass.
 *
 * @param detect from when the server begins to be taken away until somebody says that it is gone;
 *     default 10 s, 30 s for a frozen one, which is noticed only by silence
 * @param recover from the server's first answer to the first commit; default 10 s, because Neo4j
 *     greets seconds before it serves anybody
 * @param drain from then until the queues are as they were; default 10 minutes
 * @param deadLetters that may come; default 0
 * @param lost messages that may be missing; default 0
 * @param otherRate the least share of its usual rate that the other pipeline keeps; default 0.5
 */
record Criteria(
    Duration detect,
    Duration recover,
    Duration drain,
    long deadLetters,
    long lost,
    double otherRate) {
  private static final double MOST_SECONDS = 86_400;

  static Criteria defaults(String how) {
    Duration detect = Duration.ofSeconds(how.equals("pause") ? 30 : 10);
    return new Criteria(detect, Duration.ofSeconds(10), Duration.ofMinutes(10), 0, 0, 0.5);
  }

  /**
   * The same with some of them set.
   *
   * @param set by name: detect, recover and drain in seconds, dead-letters, lost, other-rate
   * @throws IllegalArgumentException with a sentence, for a name or value that there is not
   */
  Criteria with(Map<String, Double> set) {
    Criteria criteria = this;
    for (Map.Entry<String, Double> one : new TreeMap<>(set).entrySet()) {
      criteria = criteria.with(one.getKey(), one.getValue());
    }
    return criteria;
  }

  private Criteria with(String name, double value) {
    if (!(value >= 0 && value <= MOST_SECONDS)) {
      throw new IllegalArgumentException(
          "The criterion %s is a number from 0 to 86400.".formatted(name));
    }
    return switch (name) {
      case "detect" -> new Criteria(seconds(value), recover, drain, deadLetters, lost, otherRate);
      case "recover" -> new Criteria(detect, seconds(value), drain, deadLetters, lost, otherRate);
      case "drain" -> new Criteria(detect, recover, seconds(value), deadLetters, lost, otherRate);
      case "dead-letters" ->
          new Criteria(detect, recover, drain, Math.round(value), lost, otherRate);
      case "lost" ->
          new Criteria(detect, recover, drain, deadLetters, Math.round(value), otherRate);
      case "other-rate" -> new Criteria(detect, recover, drain, deadLetters, lost, value);
      default ->
          throw new IllegalArgumentException(
              "There is no criterion of that name; there are: detect, recover, drain, dead-letters,"
                  + " lost, other-rate.");
    };
  }

  private static Duration seconds(double value) {
    return Duration.ofMillis(Math.round(value * 1000));
  }
}
