package org.discogsography.verify.compare;

import java.util.List;
import org.discogsography.messages.EntityType;
import org.discogsography.messages.Version;

/**
 * What a comparison found of one type.
 *
 * @param records in the dump
 * @param links that these own
 * @param malformed records that the extractor leaves out
 * @param withoutId of those without a legible id
 * @param version the dump's date and the highest run that a store has under it
 * @param verified whether the file is the one that a list of checksums names
 * @param stores in the order of the stores
 */
public record TypeReport(
    EntityType type,
    long records,
    long links,
    long malformed,
    long withoutId,
    Version version,
    boolean verified,
    List<Findings> stores) {
  public boolean equal() {
    return stores.stream().allMatch(Findings::equal);
  }
}
