package org.discogsography.verify.table;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.function.Consumer;
import org.discogsography.messages.Version;
import org.discogsography.verify.record.DumpRecord;
import org.discogsography.verify.store.Difference;
import org.discogsography.verify.store.Kind;

/** The row of a record. */
record Found(byte[] sha256, Version version, Body body) {
  void compare(DumpRecord expected, int dump, Consumer<Difference> differences) {
    if (version.dump() > dump) {
      differences.accept(
          difference(Kind.NEWER, expected, "of the dump of %d".formatted(version.dump())));
    } else if (!Arrays.equals(sha256, expected.sha256())) {
      differences.accept(
          difference(Kind.DIFFERENT, expected, "SHA-256 " + HexFormat.of().formatHex(sha256)));
    } else if (body == Body.DIFFERENT) {
      differences.accept(
          difference(Kind.CONTENT, expected, "data that do not belong to the SHA-256"));
    }
  }

  private Difference difference(Kind kind, DumpRecord expected, String detail) {
    return new Difference(kind, expected.id(), version, detail);
  }
}
