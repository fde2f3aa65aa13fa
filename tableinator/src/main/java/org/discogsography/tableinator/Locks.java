package org.discogsography.tableinator;

import org.discogsography.messages.EntityType;

/**
 * Advisory locks. A delete that is not yet visible to an upsert's snapshot would let the upsert
 * bring the record back, so transactions that only upsert share a type's lock, and one that deletes
 * holds it alone.
 */
final class Locks {
  static final long SCHEMA = 5_318_006_219_640_071L;

  private static final int CLASS = 531_800_621;

  private Locks() {}

  static String shared(EntityType type) {
    return "select pg_advisory_xact_lock_shared(%d, %d)".formatted(CLASS, number(type));
  }

  static String exclusive(EntityType type) {
    return "select pg_advisory_xact_lock(%d, %d)".formatted(CLASS, number(type));
  }

  /** Never to be renumbered: services of several versions may run at once. */
  private static int number(EntityType type) {
    return switch (type) {
      case ARTISTS -> 0;
      case LABELS -> 1;
      case MASTERS -> 2;
      case RELEASES -> 3;
    };
  }
}
