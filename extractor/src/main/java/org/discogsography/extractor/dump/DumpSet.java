package org.discogsography.extractor.dump;

import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.discogsography.messages.EntityType;
import org.jspecify.annotations.Nullable;

/**
 * The files of one date.
 *
 * @param date as yyyymmdd
 * @param files by type; a type can be missing
 * @param checksums what the CHECKSUM file says, or null where there is none
 */
public record DumpSet(int date, Map<EntityType, DumpFile> files, @Nullable Checksums checksums) {
  public DumpSet {
    files = Map.copyOf(files);
  }

  public Set<EntityType> missing() {
    Set<EntityType> missing = EnumSet.allOf(EntityType.class);
    missing.removeAll(files.keySet());
    return missing;
  }
}
