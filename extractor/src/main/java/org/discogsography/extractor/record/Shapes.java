package org.discogsography.extractor.record;

import static org.discogsography.extractor.record.Shape.shape;

import org.discogsography.messages.EntityType;

/** The records of all four types, as docs/messages.md shows them. */
final class Shapes {
  private static final Shape REFERENCE = shape().number("id").ownText("name").build();

  private static final Shape CREDIT =
      shape().number("id").text("name", "anv", "join", "role", "tracks").build();

  private static final Shape LABEL_CREDIT = shape().number("id").text("name", "catno").build();

  private static final Shape FORMAT =
      shape().text("name", "qty", "text").texts("descriptions", "description").build();

  private static final Shape IDENTIFIER = shape().text("type", "description", "value").build();

  private static final Shape VIDEO =
      shape().text("src", "duration").flag("embed").text("title", "description").build();

  private static final Shape COMPANY =
      shape().number("id").text("name", "catno", "entity_type", "entity_type_name").build();

  private static final Shape TRACK =
      shape()
          .text("position", "title", "duration")
          .objects("artists", "artist", CREDIT)
          .objects("extraartists", "artist", CREDIT)
          .objects("sub_tracks", "track", Shapes::track)
          .build();

  private static final Shape ARTIST =
      shape()
          .number("id")
          .text("name", "realname", "profile", "data_quality")
          .texts("urls", "url")
          .texts("namevariations", "name")
          .objects("aliases", "name", REFERENCE)
          .objects("members", "name", REFERENCE)
          .objects("groups", "name", REFERENCE)
          .build();

  private static final Shape LABEL =
      shape()
          .number("id")
          .text("name", "contactinfo", "profile", "data_quality")
          .object("parentLabel", REFERENCE)
          .texts("urls", "url")
          .objects("sublabels", "label", REFERENCE)
          .build();

  private static final Shape MASTER =
      shape()
          .number("id")
          .number("main_release")
          .objects("artists", "artist", CREDIT)
          .texts("genres", "genre")
          .texts("styles", "style")
          .text("notes")
          .number("year")
          .text("title", "data_quality")
          .objects("videos", "video", VIDEO)
          .build();

  private static final Shape RELEASE =
      shape()
          .number("id")
          .text("status")
          .objects("artists", "artist", CREDIT)
          .text("title")
          .objects("labels", "label", LABEL_CREDIT)
          .objects("series", "series", LABEL_CREDIT)
          .objects("extraartists", "artist", CREDIT)
          .objects("formats", "format", FORMAT)
          .texts("genres", "genre")
          .texts("styles", "style")
          .text("country", "released", "notes", "data_quality")
          .numberWithFlag("master_id", "is_main_release")
          .objects("tracklist", "track", TRACK)
          .objects("identifiers", "identifier", IDENTIFIER)
          .objects("videos", "video", VIDEO)
          .objects("companies", "company", COMPANY)
          .build();

  private Shapes() {}

  static Shape of(EntityType type) {
    return switch (type) {
      case ARTISTS -> ARTIST;
      case LABELS -> LABEL;
      case MASTERS -> MASTER;
      case RELEASES -> RELEASE;
    };
  }

  private static Shape track() {
    return TRACK;
  }
}
