package org.discogsography.extractor.generate;

import java.util.ArrayList;
import java.util.List;
import org.discogsography.messages.EntityType;

/**
 * Who is called what and belongs to whom, computed from the ids so that both ends of a reference
 * agree: artists and labels come in tens around a group or parent, releases in twenties that share
 * three masters.
 */
final class Catalogue {
  static final int RELEASES_OF_BLOCK = 20;
  static final int MASTERS_OF_BLOCK = 3;

  private static final int ARTIST_NAME = 1;
  private static final int LABEL_NAME = 2;
  private static final int GROUP = 3;
  private static final int LABEL_FAMILY = 4;
  private static final int BLOCK = 5;
  private static final int WORK = 6;

  private final long seed;
  private final SampleSize size;
  private final Changes changes;

  /**
   * What is referred to stays within the first month's size, whatever has come since.
   *
   * @param changes of the months since then
   */
  Catalogue(long seed, SampleSize size, Changes changes) {
    this.seed = seed;
    this.size = size;
    this.changes = changes;
  }

  SampleSize size() {
    return size;
  }

  /** About what never changes: names, and who belongs to whom. */
  private Draw draw(int topic, long id) {
    return Draw.of(seed, topic, id);
  }

  /** About everything else in a record; another one after each month in which it changed. */
  Draw draw(EntityType type, int topic, long id) {
    return Draw.of(seed + changes.variant(type, id), topic, id);
  }

  boolean hasChanged(EntityType type, long id) {
    return changes.variant(type, id) != 0;
  }

  /** The greatest id of a type. */
  long greatest(EntityType type) {
    return changes.greatest(type);
  }

  /** Whether there is a record; a main release stays as long as its master does, and longer. */
  boolean exists(EntityType type, long id) {
    boolean gone = changes.isGone(type, id);
    return switch (type) {
      case ARTISTS -> !gone && !hasNoRecord(id);
      case LABELS, MASTERS -> !gone;
      case RELEASES -> !gone || isFirstOfMaster(id);
    };
  }

  /** These have no record, though every dump refers to them. */
  static boolean hasNoRecord(long artist) {
    return artist == 194 || artist == 355 || artist == 118_760;
  }

  String artistName(long artist) {
    if (artist == 194) {
      return "Various";
    }
    if (artist == 355) {
      return "Unknown Artist";
    }
    return new Words(draw(ARTIST_NAME, artist)).name();
  }

  String labelName(long label) {
    return new Words(draw(LABEL_NAME, label)).title();
  }

  /** The artists of a group, which is every tenth artist; empty for the others. */
  List<Long> members(long group) {
    List<Long> members = new ArrayList<>();
    if (group % 10 == 0) {
      int count = draw(GROUP, group).between(0, 5);
      for (int i = 1; i <= count && group + i <= size.artists(); i++) {
        if (!changes.isGone(EntityType.ARTISTS, group + i)) {
          members.add(group + i);
        }
      }
    }
    return members;
  }

  /** The group that an artist is a member of, or 0. */
  long group(long artist) {
    long group = artist - artist % 10;
    boolean member =
        group != artist
            && group > 0
            && !changes.isGone(EntityType.ARTISTS, group)
            && members(group).contains(artist);
    return member ? group : 0;
  }

  /** Another name of the same person, or 0; goes both ways. */
  long alias(long artist) {
    long other =
        switch ((int) (artist % 10)) {
          case 6 -> artist + 1 <= size.artists() ? artist + 1 : 0;
          case 7 -> artist <= size.artists() ? artist - 1 : 0;
          default -> 0;
        };
    return changes.isGone(EntityType.ARTISTS, other) ? 0 : other;
  }

  List<Long> sublabels(long parent) {
    List<Long> sublabels = new ArrayList<>();
    if (parent % 10 == 0) {
      int count = draw(LABEL_FAMILY, parent).between(0, 6);
      for (int i = 1; i <= count && parent + i <= size.labels(); i++) {
        if (!changes.isGone(EntityType.LABELS, parent + i)) {
          sublabels.add(parent + i);
        }
      }
    }
    return sublabels;
  }

  /** The label above a label, or 0. */
  long parentLabel(long label) {
    long parent = label - label % 10;
    boolean sublabel =
        parent != label
            && parent > 0
            && !changes.isGone(EntityType.LABELS, parent)
            && sublabels(parent).contains(label);
    return sublabel ? parent : 0;
  }

  /** The master of a release, or 0 for four in ten. */
  long master(long release) {
    long master = firstMaster(release);
    return changes.isGone(EntityType.MASTERS, master) ? 0 : master;
  }

  /** The one that it had in the first month. */
  private long firstMaster(long release) {
    long block = (release - 1) / RELEASES_OF_BLOCK;
    int place = place(release, block);
    long master = block * MASTERS_OF_BLOCK + 1 + place % MASTERS_OF_BLOCK;
    return place < 12 && master <= changes.greatest(EntityType.MASTERS) ? master : 0;
  }

  boolean isMainRelease(long release) {
    return isFirstOfMaster(release) && master(release) != 0;
  }

  private boolean isFirstOfMaster(long release) {
    long block = (release - 1) / RELEASES_OF_BLOCK;
    return place(release, block) < MASTERS_OF_BLOCK && firstMaster(release) != 0;
  }

  /**
   * The first release of a master; one that does not exist where the sample ends within a block.
   */
  long mainRelease(long master) {
    long block = (master - 1) / MASTERS_OF_BLOCK;
    int place = (int) ((master - 1) % MASTERS_OF_BLOCK);
    return block * RELEASES_OF_BLOCK + 1 + Math.floorMod(place - shift(block), RELEASES_OF_BLOCK);
  }

  /** What a master and its releases have in common. */
  Draw work(long release) {
    long master = firstMaster(release);
    return master == 0 ? draw(WORK, -release) : draw(WORK, master);
  }

  Draw workOfMaster(long master) {
    return draw(WORK, master);
  }

  private int place(long release, long block) {
    return (int) Math.floorMod(release - 1 + shift(block), (long) RELEASES_OF_BLOCK);
  }

  private int shift(long block) {
    return draw(BLOCK, block).between(0, RELEASES_OF_BLOCK - 1);
  }
}
