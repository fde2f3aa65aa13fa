package org.discogsography.verify.digest;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.discogsography.messages.EntityType;
import org.discogsography.verify.record.DumpRecord;
import org.discogsography.verify.record.GraphRecord;
import org.discogsography.verify.record.JsonbText;
import org.discogsography.verify.record.Link;
import tools.jackson.databind.JsonNode;

/** What one record of a dump adds to its bucket. Immutable. */
public final class RecordDigest {
  private final long id;
  private final Map<Part, Long> values;

  private RecordDigest(long id, Map<Part, Long> values) {
    this.id = id;
    this.values = values;
  }

  /** Parses the record; may run on any thread. */
  public static RecordDigest of(EntityType type, DumpRecord dumped) {
    JsonNode json = dumped.json();
    GraphRecord node = GraphRecord.of(type, json);
    Map<Part, Long> values = new EnumMap<>(Part.class);
    values.put(Part.RECORDS, 1L);
    putHash(values, dumped.id(), dumped.sha256());
    values.put(Part.BODY, Mix.text(JsonbText.of(json)) * Mix.weight(dumped.id()));
    values.put(Part.PROPERTIES, properties(dumped.id(), node.properties()));
    putLinks(values, dumped.id(), node.links());
    return new RecordDigest(dumped.id(), values);
  }

  /** The properties of a node, with their types: "1999" is not 1999. The map is sorted. */
  public static long properties(long id, Map<String, Object> properties) {
    StringBuilder text = new StringBuilder();
    properties.forEach((name, value) -> typed(text.append(name).append('='), value));
    return Mix.text(text.toString()) * Mix.weight(id);
  }

  /** Adds it. */
  public void addTo(Digests digests) {
    int bucket = Digests.bucket(id);
    values.forEach((part, value) -> digests.add(part, bucket, value));
  }

  /** The two parts that tell a hash. */
  public static void putHash(Map<Part, Long> values, long id, byte[] sha256) {
    Mix.Halves halves = Mix.bytes(sha256);
    values.put(Part.HASH_HIGH, halves.high() * Mix.weight(id));
    values.put(Part.HASH_LOW, halves.low() * Mix.weight(id));
  }

  private static void typed(StringBuilder text, Object value) {
    if (value instanceof List<?> list) {
      text.append('[');
      list.forEach(each -> typed(text, each));
      text.append(']');
    } else {
      text.append(value.getClass().getSimpleName()).append(' ').append(value).append('\n');
    }
  }

  private static void putLinks(Map<Part, Long> values, long id, Set<Link> links) {
    long squares = 0;
    long cubes = 0;
    for (Link link : links) {
      long mixed = Mix.link(id, link);
      long square = mixed * mixed % Mix.PRIME;
      squares += square;
      cubes += square * mixed % Mix.PRIME;
    }
    values.put(Part.LINKS, (long) links.size());
    values.put(Part.LINK_SQUARES, squares);
    values.put(Part.LINK_CUBES, cubes);
  }
}
