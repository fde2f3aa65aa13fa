package org.discogsography.localstack.ingest;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One look at an ingestion: whatever could be asked. */
public record Figures(
    Optional<Extraction> extraction,
    Optional<Queues> queues,
    Optional<Map<Kind, Long>> postgres,
    Optional<Map<Kind, Long>> neo4j) {

  /** Every record was read, no message waits, and both stores hold at least what was read. */
  boolean complete() {
    return delivered() && missing().isEmpty();
  }

  /** Every record was read and no message waits. */
  boolean delivered() {
    return extraction.filter(Extraction::complete).isPresent()
        && queues.filter(found -> found.waiting() == 0).isPresent()
        && postgres.isPresent()
        && neo4j.isPresent();
  }

  /** Sentences' parts such as "3 of 12 artists in Neo4j". */
  List<String> missing() {
    Map<Kind, Long> expected = extraction.map(Extraction::records).orElse(Map.of());
    List<String> missing = new ArrayList<>(missing("PostgreSQL", expected, postgres));
    missing.addAll(missing("Neo4j", expected, neo4j));
    return missing;
  }

  /** All of them together. */
  public static long sum(Collection<Long> numbers) {
    return numbers.stream().mapToLong(Long::longValue).sum();
  }

  private static List<String> missing(
      String store, Map<Kind, Long> expected, Optional<Map<Kind, Long>> counts) {
    List<String> missing = new ArrayList<>();
    for (Kind kind : Kind.values()) {
      long wanted = expected.getOrDefault(kind, 0L);
      long there = counts.map(found -> found.getOrDefault(kind, 0L)).orElse(0L);
      if (there < wanted) {
        missing.add("%,d of %,d %s in %s".formatted(wanted - there, wanted, kind.table(), store));
      }
    }
    return missing;
  }
}
