package org.discogsography.messages;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.discogsography.resilience.config.Environment;
import org.jspecify.annotations.Nullable;

/** The workers that receive a copy of every record. */
public enum SinkName {
  /** Writes relationships on shared nodes, so one works and the others stand by. */
  GRAPHINATOR("graphinator", true),
  /** Any number of them compete. */
  TABLEINATOR("tableinator", false);

  private final String text;
  private final boolean singleActiveConsumer;

  SinkName(String text, boolean singleActiveConsumer) {
    this.text = text;
    this.singleActiveConsumer = singleActiveConsumer;
  }

  /** As in queue names and SINKS. */
  public String text() {
    return text;
  }

  boolean singleActiveConsumer() {
    return singleActiveConsumer;
  }

  /** SINKS: the sinks that exist, separated by commas; default all. */
  public static Set<SinkName> read(Environment environment) {
    return environment.parse(
        "SINKS",
        EnumSet.allOf(SinkName.class),
        "a list of graphinator and tableinator, separated by a comma",
        SinkName::parse);
  }

  private static @Nullable Set<SinkName> parse(String text) {
    Set<SinkName> sinks = EnumSet.noneOf(SinkName.class);
    List<String> words = List.of(text.split(",", -1));
    for (SinkName sink : values()) {
      if (words.stream().anyMatch(word -> word.strip().equals(sink.text))) {
        sinks.add(sink);
      }
    }
    return sinks.size() == words.size() ? sinks : null;
  }
}
