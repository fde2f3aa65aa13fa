package org.discogsography.messages;

import java.util.Arrays;
import java.util.Optional;

/** The four kinds of record in the dumps, in the order in which they are extracted. */
public enum EntityType {
  ARTISTS("artists", "artist"),
  LABELS("labels", "label"),
  MASTERS("masters", "master"),
  RELEASES("releases", "release");

  private final String plural;
  private final String singular;

  EntityType(String plural, String singular) {
    this.plural = plural;
    this.singular = singular;
  }

  /** As in file names, exchanges, queues and tables: {@code artists}. */
  public String plural() {
    return plural;
  }

  /** As in the XML's records: {@code artist}. */
  public String singular() {
    return singular;
  }

  public static Optional<EntityType> ofPlural(String plural) {
    return Arrays.stream(values()).filter(type -> type.plural.equals(plural)).findFirst();
  }
}
