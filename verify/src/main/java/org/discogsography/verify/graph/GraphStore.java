package org.discogsography.verify.graph;

import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.discogsography.messages.EntityType;
import org.discogsography.messages.SinkName;
import org.discogsography.messages.Version;
import org.discogsography.resilience.neo4j.ResilientNeo4jDriver;
import org.discogsography.verify.digest.Digests;
import org.discogsography.verify.digest.Mix;
import org.discogsography.verify.digest.Part;
import org.discogsography.verify.digest.RecordDigest;
import org.discogsography.verify.record.DumpRecord;
import org.discogsography.verify.record.Link;
import org.discogsography.verify.store.Difference;
import org.discogsography.verify.store.Kind;
import org.discogsography.verify.store.Span;
import org.discogsography.verify.store.Store;
import org.neo4j.driver.Record;
import org.neo4j.driver.SimpleQueryRunner;
import org.neo4j.driver.Value;

/**
 * The graph. The server sums up relationships; nodes are streamed, because Cypher has no checksum
 * for their properties. Thread-safe.
 */
public final class GraphStore implements Store {
  private static final int BUCKETS_A_QUERY = 8;

  private final ResilientNeo4jDriver driver;

  public GraphStore(ResilientNeo4jDriver driver) {
    this.driver = driver;
  }

  @Override
  public SinkName sink() {
    return SinkName.GRAPHINATOR;
  }

  @Override
  public String name() {
    return "Neo4j";
  }

  @Override
  public Set<Part> parts() {
    return EnumSet.complementOf(EnumSet.of(Part.BODY));
  }

  @Override
  public Digests scan(EntityType type, int buckets, int dump) throws InterruptedException {
    Map<String, Object> names = names();
    Digests digests = new Digests();
    for (int first = 0; first < buckets; first += BUCKETS_A_QUERY) {
      Span span = Span.ofBuckets(first, Math.min(BUCKETS_A_QUERY, buckets - first));
      read(transaction -> {
        sumNodes(transaction, type, span, dump, digests);
        sumLinks(transaction, type, span, names, digests);
      });
    }
    return digests;
  }

  @Override
  public void look(
      EntityType type, int dump, List<DumpRecord> records, Consumer<Difference> differences)
      throws InterruptedException {
    Map<Long, FoundNode> found = new HashMap<>();
    List<Long> ids = records.stream().map(DumpRecord::id).toList();
    read(transaction -> {
      for (Record row : transaction.run(GraphCypher.records(type), Map.of("ids", ids)).list()) {
        FoundNode node =
            new FoundNode(row.get("properties").asMap(), row.get("links").asList(GraphStore::link));
        if (found.put(node.id(), node) != null) {
          differences.accept(
              new Difference(Kind.EXTRA, node.id(), null, "a second node of the same id"));
        }
      }
    });
    for (DumpRecord record : records) {
      FoundNode node = found.get(record.id());
      if (node == null) {
        differences.accept(new Difference(Kind.MISSING, record.id(), null, "no node"));
      } else {
        node.compare(type, record, dump, differences);
      }
    }
  }

  @Override
  public void surplus(
      EntityType type, int dump, Span span, Expected expected, Consumer<Difference> differences)
      throws InterruptedException {
    read(transaction ->
        transaction
            .run(GraphCypher.owners(type), range(span))
            .forEachRemaining(row -> {
              long id = row.get("id").asLong();
              if (!expected.mayBeThere(id)) {
                Version version = new Version(row.get("dump").asInt(), row.get("run").asLong());
                differences.accept(surplus(id, row.get("live").asBoolean(), version, dump));
              }
            }));
  }

  private static Difference surplus(long id, boolean live, Version version, int dump) {
    return live
        ? new Difference(
            version.dump() > dump ? Kind.NEWER : Kind.EXTRA,
            id,
            version,
            "a node of version %d/%d".formatted(version.dump(), version.run()))
        : new Difference(Kind.RELATIONSHIPS, id, null, "a stub that owns relationships");
  }

  private static void sumNodes(
      SimpleQueryRunner transaction, EntityType type, Span span, int dump, Digests digests) {
    transaction
        .run(GraphCypher.nodes(type), range(span))
        .forEachRemaining(row -> {
          FoundNode node = FoundNode.of(row.get("properties").asMap());
          int bucket = Digests.bucket(node.id());
          Map<Part, Long> sums = new EnumMap<>(Part.class);
          sums.put(Part.RECORDS, 1L);
          sums.put(Part.NEWER, node.version().dump() > dump ? 1L : 0L);
          sums.put(Part.PROPERTIES, RecordDigest.properties(node.id(), node.content()));
          RecordDigest.putHash(sums, node.id(), bytes(node.sha256()));
          sums.forEach((part, sum) -> digests.add(part, bucket, sum));
          if (node.version().dump() == dump) {
            digests.met(node.version().run());
          }
        });
  }

  private static void sumLinks(
      SimpleQueryRunner transaction,
      EntityType type,
      Span span,
      Map<String, Object> names,
      Digests digests) {
    Map<String, Object> parameters = new HashMap<>(range(span));
    parameters.put("kinds", kinds());
    parameters.put("names", names);
    transaction
        .run(GraphCypher.links(type), parameters)
        .forEachRemaining(row -> {
          int bucket = row.get("bucket").asInt();
          digests.add(Part.LINKS, bucket, row.get("links").asLong());
          digests.add(Part.LINK_SQUARES, bucket, row.get("squares").asLong());
          digests.add(Part.LINK_CUBES, bucket, row.get("cubes").asLong());
        });
  }

  /** Every genre and style, of which there are some hundreds, as the number that Cypher lacks. */
  private Map<String, Object> names() throws InterruptedException {
    Map<String, Object> names = new HashMap<>();
    read(transaction ->
        transaction
            .run(GraphCypher.NAMES)
            .forEachRemaining(row -> {
              String name = row.get("name").asString();
              names.put(name, Mix.text(name));
            }));
    return names;
  }

  private static Map<String, Object> kinds() {
    Map<String, Object> kinds = new HashMap<>();
    Mix.KINDS.forEach(kind -> kinds.put(kind, Mix.KINDS.indexOf(kind) + 1L));
    return kinds;
  }

  private static Map<String, Object> range(Span span) {
    return Map.of("from", span.from(), "to", span.to());
  }

  private static Link link(Value value) {
    return new Link(value.get(0).asString(), value.get(1).asString(), value.get(2).asObject());
  }

  /** What is no hex differs from every hash. */
  private static byte[] bytes(String hex) {
    try {
      return HexFormat.of().parseHex(hex);
    } catch (IllegalArgumentException e) {
      return hex.getBytes(StandardCharsets.UTF_8);
    }
  }

  private void read(Consumer<SimpleQueryRunner> work) throws InterruptedException {
    boolean ignored =
        driver.read(transaction -> {
          work.accept(transaction);
          return true;
        });
  }
}
