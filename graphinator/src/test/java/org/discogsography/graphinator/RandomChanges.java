package org.discogsography.graphinator;

import java.util.Random;
import java.util.StringJoiner;
import org.discogsography.messages.EntityType;
import org.discogsography.messages.RecordMessage;
import org.discogsography.messages.RecordMessage.Delete;
import org.discogsography.messages.Version;

/**
 * Random messages about a few ids, so that they collide. As in reality, what a message says is
 * determined by type, id and version; some later versions say the same as earlier ones.
 */
final class RandomChanges {
  private static final int IDS = 9;
  private static final int VERSIONS = 8;

  private final long seed;
  private final Random random;

  RandomChanges(long seed) {
    this.seed = seed;
    this.random = new Random(seed);
  }

  EntityType type() {
    return EntityType.values()[random.nextInt(4)];
  }

  int size() {
    return 1 + random.nextInt(12);
  }

  GraphChange next(EntityType type) {
    RecordMessage message = message(type, id(random), random.nextInt(VERSIONS));
    return message instanceof RecordMessage.Upsert upsert && random.nextInt(5) == 0
        ? Messages.change(Messages.forced(upsert))
        : Messages.change(message);
  }

  private RecordMessage message(EntityType type, long id, int ordinal) {
    Version version = new Version(20260101 + ordinal / 3, 1000 + ordinal % 3);
    if (of(type, id, ordinal).nextInt(5) == 0) {
      return new Delete(type, id, version);
    }
    return Messages.upsert(type, id, version, json(type, id, of(type, id, ordinal / 2 + 100)));
  }

  private static String json(EntityType type, long id, Random content) {
    String head = "{\"id\":" + id + ",";
    return switch (type) {
      case ARTISTS ->
          head
              + "\"name\":\"Artist "
              + content.nextInt(9)
              + "\",\"aliases\":"
              + references(content)
              + ",\"groups\":"
              + references(content)
              + "}";
      case LABELS ->
          head + "\"name\":\"L\",\"parentLabel\":{\"id\":" + id(content) + ",\"name\":\"P\"}}";
      case MASTERS ->
          head
              + "\"artists\":"
              + references(content)
              + ",\"genres\":"
              + names(content)
              + ",\"styles\":"
              + names(content)
              + ",\"year\":"
              + content.nextInt(2000)
              + "}";
      case RELEASES ->
          head
              + "\"artists\":"
              + references(content)
              + ",\"title\":\"Release\",\"labels\":"
              + references(content)
              + ",\"genres\":"
              + names(content)
              + ",\"master_id\":"
              + content.nextInt(IDS)
              + "}";
    };
  }

  private static String references(Random content) {
    StringJoiner list = new StringJoiner(",", "[", "]");
    for (int i = content.nextInt(5); i > 0; i--) {
      list.add("{\"id\":" + content.nextInt(IDS + 1) + ",\"name\":\"N\"}");
    }
    return list.toString();
  }

  private static String names(Random content) {
    StringJoiner list = new StringJoiner(",", "[", "]");
    for (int i = content.nextInt(4); i > 0; i--) {
      list.add("\"Name " + content.nextInt(4) + "\"");
    }
    return list.toString();
  }

  private static long id(Random random) {
    return 1 + random.nextInt(IDS);
  }

  private Random of(EntityType type, long id, int ordinal) {
    return new Random(((seed * 31 + type.ordinal()) * 31 + id) * 1009 + ordinal * 7919L);
  }
}
