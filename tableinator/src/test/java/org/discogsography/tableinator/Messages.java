package org.discogsography.tableinator;

import java.nio.charset.StandardCharsets;
import org.discogsography.messages.EntityType;
import org.discogsography.messages.RecordMessage;
import org.discogsography.messages.RecordMessage.Delete;
import org.discogsography.messages.RecordMessage.Upsert;
import org.discogsography.messages.RecordMessageCodec;
import org.discogsography.messages.Version;

/** Record messages in few words: the version is (20260101, run). */
final class Messages {
  private static final int DUMP = 20_260_101;

  private Messages() {}

  static Upsert release(long id, long run, String title) {
    return release(id, version(run), title);
  }

  static Upsert release(long id, Version version, String title) {
    byte[] body =
        "{\"id\":%d,\"title\":\"%s\"}".formatted(id, title).getBytes(StandardCharsets.UTF_8);
    return upsert(EntityType.RELEASES, id, version, body);
  }

  static Upsert upsert(EntityType type, long id, long run, String json) {
    return upsert(type, id, run, json.getBytes(StandardCharsets.UTF_8));
  }

  static Upsert upsert(EntityType type, long id, long run, byte[] body) {
    return upsert(type, id, version(run), body);
  }

  private static Upsert upsert(EntityType type, long id, Version version, byte[] body) {
    return new Upsert(type, id, version, RecordMessageCodec.sha256(body), false, body);
  }

  static Upsert forced(Upsert upsert) {
    return new Upsert(
        upsert.entityType(), upsert.id(), upsert.version(), upsert.sha256(), true, upsert.body());
  }

  static Delete deletedRelease(long id, long run) {
    return new Delete(EntityType.RELEASES, id, version(run));
  }

  static Version version(long run) {
    return new Version(DUMP, run);
  }

  static String text(RecordMessage message) {
    return switch (message) {
      case Upsert upsert -> new String(upsert.body(), StandardCharsets.UTF_8);
      case Delete delete -> "";
    };
  }
}
