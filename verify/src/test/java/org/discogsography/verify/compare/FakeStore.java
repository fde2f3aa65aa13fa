package org.discogsography.verify.compare;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.discogsography.messages.EntityType;
import org.discogsography.messages.RecordMessageCodec;
import org.discogsography.messages.SinkName;
import org.discogsography.messages.Version;
import org.discogsography.verify.digest.Digests;
import org.discogsography.verify.digest.Part;
import org.discogsography.verify.digest.RecordDigest;
import org.discogsography.verify.record.DumpRecord;
import org.discogsography.verify.store.Difference;
import org.discogsography.verify.store.Kind;
import org.discogsography.verify.store.Span;
import org.discogsography.verify.store.Store;

/** A store in memory that remembers which records it was asked about one by one. */
final class FakeStore implements Store {
  private static final Version VERSION = new Version(20_260_101, 1);

  private final Map<Long, DumpRecord> records = new TreeMap<>();
  private final List<Long> looked = new ArrayList<>();

  void put(long id, String json) {
    byte[] body = json.getBytes(StandardCharsets.UTF_8);
    records.put(id, new DumpRecord(id, RecordMessageCodec.sha256(body), body));
  }

  void remove(long id) {
    records.remove(id);
  }

  List<Long> looked() {
    return looked;
  }

  @Override
  public SinkName sink() {
    return SinkName.TABLEINATOR;
  }

  @Override
  public String name() {
    return "memory";
  }

  @Override
  public Set<Part> parts() {
    return EnumSet.allOf(Part.class);
  }

  @Override
  public Digests scan(EntityType type, int buckets, int dump) {
    Digests digests = new Digests();
    records.values().stream()
        .filter(each -> each.id() < (long) buckets * Digests.BUCKET)
        .forEach(each -> RecordDigest.of(type, each).addTo(digests));
    return digests;
  }

  @Override
  public void look(
      EntityType type, int dump, List<DumpRecord> asked, Consumer<Difference> differences) {
    for (DumpRecord each : asked) {
      looked.add(each.id());
      DumpRecord found = records.get(each.id());
      if (found == null) {
        differences.accept(new Difference(Kind.MISSING, each.id(), null, ""));
      } else if (!Arrays.equals(found.sha256(), each.sha256())) {
        differences.accept(new Difference(Kind.DIFFERENT, each.id(), VERSION, ""));
      }
    }
  }

  @Override
  public void surplus(
      EntityType type, int dump, Span span, Expected expected, Consumer<Difference> differences) {
    for (long id : records.keySet()) {
      if (id >= span.from() && id < span.to() && !expected.mayBeThere(id)) {
        differences.accept(new Difference(Kind.EXTRA, id, VERSION, ""));
      }
    }
  }
}
