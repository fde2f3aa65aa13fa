package org.discogsography.messages;

import static java.util.Objects.requireNonNull;

/** A message about one record: what it is now, or that it is gone. */
public sealed interface RecordMessage {
  EntityType entityType();

  long id();

  Version version();

  /**
   * A record as the dump has it.
   *
   * @param sha256 of exactly the body's bytes; 32 bytes
   * @param force whether to write although the stored hash is the same
   * @param body the record's JSON in UTF-8
   */
  record Upsert(
      EntityType entityType, long id, Version version, byte[] sha256, boolean force, byte[] body)
      implements RecordMessage {
    public Upsert {
      requireNonNull(entityType, "entityType is null");
      requireNonNull(version, "version is null");
      requireNonNull(sha256, "sha256 is null");
      requireNonNull(body, "body is null");
    }
  }

  /** The record was in an earlier dump and is not in this one. */
  record Delete(EntityType entityType, long id, Version version) implements RecordMessage {
    public Delete {
      requireNonNull(entityType, "entityType is null");
      requireNonNull(version, "version is null");
    }
  }
}
