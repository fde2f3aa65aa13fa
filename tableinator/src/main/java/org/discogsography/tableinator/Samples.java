package org.discogsography.tableinator;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.discogsography.messages.EntityType;
import org.discogsography.messages.RecordMessage;
import org.discogsography.messages.RecordMessage.Delete;
import org.discogsography.messages.RecordMessage.Upsert;
import org.discogsography.messages.RecordMessageCodec;
import org.discogsography.messages.Version;

/**
 * Records with ordinary values in every field that has an index: what refuses these refuses all.
 */
final class Samples {
  /** No record has it: ids of records are positive. */
  private static final long ID = -1;

  private static final Version VERSION = new Version(20000101, 1);

  private Samples() {}

  /** What goes through the statements that the given message goes through. */
  static List<RecordMessage> like(RecordMessage message) {
    return switch (message) {
      case Upsert upsert -> List.of(upsert(upsert.entityType(), upsert.force()));
      case Delete delete ->
          List.of(
              upsert(delete.entityType(), false), new Delete(delete.entityType(), ID - 1, VERSION));
    };
  }

  private static Upsert upsert(EntityType type, boolean force) {
    byte[] body = json(type).formatted(ID).getBytes(StandardCharsets.UTF_8);
    return new Upsert(type, ID, VERSION, RecordMessageCodec.sha256(body), force, body);
  }

  private static String json(EntityType type) {
    return switch (type) {
      case ARTISTS -> "{\"id\":%d,\"name\":\"Sample\"}";
      case LABELS -> "{\"id\":%d,\"name\":\"Sample\"}";
      case MASTERS ->
          """
          {"id":%d,"artists":[{"id":1,"name":"Sample"}],"genres":["Rock"],"styles":["Punk"],\
          "year":1999,"title":"Sample"}\
          """;
      case RELEASES ->
          """
          {"id":%d,"artists":[{"id":1,"name":"Sample"}],"title":"Sample",\
          "labels":[{"id":1,"name":"Sample","catno":"S 1"}],"genres":["Rock"],"styles":["Punk"],\
          "country":"Sweden","released":"1999-03-00","master_id":1}\
          """;
    };
  }
}
