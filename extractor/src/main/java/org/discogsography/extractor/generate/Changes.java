package org.discogsography.extractor.generate;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.discogsography.messages.EntityType;

/**
 * Which records came, went and changed in the months after the first, computed from their ids like
 * everything else. What refers to each other from both ends goes on to agree; a credit may go on to
 * name somebody who went, as in real dumps. Only the later half of the ids goes: those are seldom
 * referred to.
 */
final class Changes {
  private static final int REMOVAL = 101;
  private static final int CHANGE = 201;

  private final List<Month> months;

  /** Per type, the greatest id before each month and after the last. */
  private final Map<EntityType, long[]> greatest = new EnumMap<>(EntityType.class);

  Changes(SampleSize size, List<Month> months) {
    this.months = months;
    for (EntityType type : EntityType.values()) {
      long[] ids = new long[months.size() + 1];
      ids[0] = size.of(type);
      for (int i = 0; i < months.size(); i++) {
        ids[i + 1] = ids[i] + Math.round(ids[i] * months.get(i).added());
      }
      greatest.put(type, ids);
    }
  }

  /** The greatest id that there ever was. */
  long greatest(EntityType type) {
    return ids(type)[months.size()];
  }

  /** Whether the record went in any of the months. */
  boolean isGone(EntityType type, long id) {
    for (int i = 0; i < months.size(); i++) {
      if (goesIn(i, type, id)) {
        return true;
      }
    }
    return false;
  }

  /** A number that differs whenever the record has changed; 0 for one that never has. */
  long variant(EntityType type, long id) {
    long variant = 0;
    for (int i = 0; i < months.size(); i++) {
      Month month = months.get(i);
      if (id <= ids(type)[i] && draw(month, CHANGE, type, id).chance(month.changed())) {
        variant = variant * 31 + month.seed() * 7 + i + 1;
      }
    }
    return variant;
  }

  private boolean goesIn(int month, EntityType type, long id) {
    long last = ids(type)[month];
    Month each = months.get(month);
    return id > last / 2 && id <= last && draw(each, REMOVAL, type, id).chance(2 * each.removed());
  }

  private static Draw draw(Month month, int topic, EntityType type, long id) {
    int apart =
        switch (type) {
          case ARTISTS -> 1;
          case LABELS -> 2;
          case MASTERS -> 3;
          case RELEASES -> 4;
        };
    return Draw.of(month.seed(), topic + apart, id);
  }

  private long[] ids(EntityType type) {
    long[] ids = greatest.get(type);
    if (ids == null) {
      throw new IllegalStateException("every type is in it");
    }
    return ids;
  }
}
