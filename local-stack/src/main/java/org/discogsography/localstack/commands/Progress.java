package org.discogsography.localstack.commands;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.discogsography.localstack.ingest.Extraction;
import org.discogsography.localstack.ingest.Figures;
import org.discogsography.localstack.ingest.Kind;
import org.discogsography.localstack.ingest.Queues;

/** Figures as one line: rewritten on a terminal, every ten seconds a new one elsewhere. */
final class Progress implements Consumer<Figures> {
  private static final Duration BETWEEN_LINES = Duration.ofSeconds(10);

  private final PrintStream out;
  private final boolean terminal;
  private long printed = System.nanoTime();

  Progress(PrintStream out, boolean terminal) {
    this.out = out;
    this.terminal = terminal;
  }

  @Override
  public void accept(Figures figures) {
    if (terminal) {
      out.print("\r\033[K" + line(figures));
      out.flush();
    } else if (System.nanoTime() - printed >= BETWEEN_LINES.toNanos()) {
      printed = System.nanoTime();
      out.println(line(figures));
    }
  }

  /** To be called before anything else is printed. */
  void end() {
    if (terminal) {
      out.print("\r\033[K");
      out.flush();
    }
  }

  private static String line(Figures figures) {
    return "read %s   waiting %s   PostgreSQL %s   Neo4j %s"
        .formatted(
            sum(figures.extraction().map(Extraction::records)),
            figures.queues().map(Queues::waiting).map("%,d"::formatted).orElse("-"),
            sum(figures.postgres()),
            sum(figures.neo4j()));
  }

  private static String sum(Optional<Map<Kind, Long>> counts) {
    return counts.map(Map::values).map(Figures::sum).map("%,d"::formatted).orElse("-");
  }
}
