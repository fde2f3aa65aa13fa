package org.discogsography.graphinator;

import java.util.List;
import java.util.Map;
import org.discogsography.messages.Version;

/** What one message does to the graph. */
sealed interface GraphChange {
  long id();

  Version version();

  /**
   * The record is now like this.
   *
   * @param sha256 lower-case hex
   * @param force whether to write although the stored hash, or even version, is the same
   * @param properties of the node; without id, hash and version
   * @param targets ids or names, distinct per relation; a relation without any is absent
   */
  record Put(
      long id,
      Version version,
      String sha256,
      boolean force,
      Map<String, Object> properties,
      Map<Relation, List<Object>> targets)
      implements GraphChange {
    Put forced() {
      return new Put(id, version, sha256, true, properties, targets);
    }
  }

  /** The record is gone. */
  record Remove(long id, Version version) implements GraphChange {}
}
