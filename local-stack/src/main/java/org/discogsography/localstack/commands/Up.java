package org.discogsography.localstack.commands;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.discogsography.localstack.Component;
import org.discogsography.localstack.ingest.Extraction;
import org.discogsography.localstack.ingest.Figures;
import org.discogsography.localstack.ingest.Ingestion;
import org.discogsography.localstack.ingest.Kind;
import org.discogsography.localstack.ingest.Queues;
import org.discogsography.localstack.stack.Dumps;
import org.discogsography.localstack.stack.Service;
import org.discogsography.localstack.stack.Stack;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Starts whatever does not run, and waits until both stores hold everything. */
@Command(name = "up", description = "Starts the stack and ingests dumps, or a generated sample.")
final class Up implements Callable<Integer> {
  @Option(names = "--dumps", paramLabel = "DIR", description = "A directory of dumps.")
  private @Nullable Path dumps;

  @Option(names = "--terminal", hidden = true)
  private boolean terminal;

  @Override
  public Integer call() {
    Stack stack = LocalStackMain.stack();
    stack.exclusively(() -> start(stack));
    System.out.println("Ingesting " + stack.dumps().current());
    Progress progress = new Progress(System.out, terminal);
    try (Ingestion ingestion = new Ingestion(stack)) {
      report(stack, await(ingestion, progress));
    }
    return 0;
  }

  private void start(Stack stack) {
    Path chosen = dumps;
    if (chosen != null) {
      stack.dumps().choose(chosen);
    }
    Together.each(stack.servers(), Up::start);
    makeSample(stack.dumps());
    Service extractor = stack.service("extractor");
    if (chosen != null && extractor.running()) {
      extractor.stop();
    }
    Together.each(stack.services(), Up::start);
  }

  private static void start(Component component) {
    long begun = System.nanoTime();
    boolean ran = component.running();
    component.start();
    Duration took = Duration.ofNanos(System.nanoTime() - begun);
    System.out.printf(
        "%-12s %s  %s%n",
        component.name(),
        component.location(),
        ran ? "runs" : "started in %.1f s".formatted(took.toMillis() / 1000.0));
  }

  private static void makeSample(Dumps dumps) {
    if (dumps.sampleMissing()) {
      System.out.println("Generating a sample dump");
      dumps.generateSample();
    }
  }

  private static Figures await(Ingestion ingestion, Progress progress) {
    try {
      return ingestion.await(progress);
    } finally {
      progress.end();
    }
  }

  private static void report(Stack stack, Figures figures) {
    Table table = new Table(List.of("", "in the dump", "PostgreSQL", "Neo4j"));
    for (Kind kind : Kind.values()) {
      table.add(
          List.of(
              kind.table(),
              cell(figures.extraction().map(Extraction::records), kind),
              cell(figures.postgres(), kind),
              cell(figures.neo4j(), kind)));
    }
    System.out.println();
    table.print(System.out);
    figures
        .queues()
        .filter(queues -> queues.dead() > 0)
        .map(Queues::dead)
        .ifPresent(dead -> System.out.printf("Dead letters: %,d%n", dead));
    System.out.printf(
        """

        Dashboard: %s

        Try next:
          scripts/psql -c "select data->>'title' from releases limit 5"
          scripts/cypher "MATCH (r:Release)-[:BY]->(a:Artist) WHERE a.name <> '' RETURN a.name, count(r) AS n ORDER BY n DESC LIMIT 5"
          scripts/stop postgres; scripts/status; scripts/start postgres
          scripts/down
        """,
        stack.service("dashboard").location());
  }

  private static String cell(Optional<Map<Kind, Long>> counts, Kind kind) {
    return counts.map(found -> found.get(kind)).map("%,d"::formatted).orElse("-");
  }
}
