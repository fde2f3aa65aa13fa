package org.discogsography.messages;

import java.util.EnumSet;
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

  /** The sinks that exist: SINKS, names separated by commas; default all. */
  public static Set<SinkName> from(Environment environment) {
    return environment.parse(
        "SINKS",
        EnumSet.allOf(SinkName.class),
        "a list of graphinator and tableinator",
        SinkName::parse);
  }

  /** As in queue names and SINKS. */
  public String text() {
    return text;
  }

  boolean singleActiveConsumer() {
    return singleActiveConsumer;
  }

  private static @Nullable Set<SinkName> parse(String text) {
    String[] words = text.split(",", -1);
    Set<SinkName> sinks = EnumSet.noneOf(SinkName.class);
    for (String word : words) {
      for (SinkName sink : values()) {
        if (sink.text.equals(word.strip())) {
          sinks.add(sink);
        }
      }
    }
    return sinks.size() == words.length ? sinks : null;
  }
}
