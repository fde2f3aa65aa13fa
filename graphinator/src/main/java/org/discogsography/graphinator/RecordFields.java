package org.discogsography.graphinator;

import static java.util.Map.entry;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which fields of a record's JSON the graph has. Everything else, long texts above all, is in the
 * tables.
 *
 * <pre>
 * Artist   id, name, real_name, data_quality
 * Label    id, name, data_quality
 * Master   id, title, year, main_release, data_quality
 * Release  id, title, released, year, country, formats (distinct names), status, data_quality
 * </pre>
 *
 * Every node of a record has sha256 (hex), dump, run and updated_at besides. Only ids are indexed,
 * and the names of genres and styles, so no text of a record is too long for an index but those.
 */
final class RecordFields {
  private static final Map<String, FieldReader> ARTIST =
      Map.ofEntries(
          entry("id", FieldReader.recordId()),
          entry("name", FieldReader.text("name")),
          entry("realname", FieldReader.text("real_name")),
          entry("data_quality", FieldReader.text("data_quality")),
          entry("groups", FieldReader.references(Relation.MEMBER_OF)),
          entry("aliases", FieldReader.references(Relation.ALIAS_OF)));

  private static final Map<String, FieldReader> LABEL =
      Map.ofEntries(
          entry("id", FieldReader.recordId()),
          entry("name", FieldReader.text("name")),
          entry("data_quality", FieldReader.text("data_quality")),
          entry("parentLabel", FieldReader.reference(Relation.SUBLABEL_OF)));

  private static final Map<String, FieldReader> MASTER =
      Map.ofEntries(
          entry("id", FieldReader.recordId()),
          entry("title", FieldReader.text("title")),
          entry("year", FieldReader.number("year")),
          entry("main_release", FieldReader.number("main_release")),
          entry("data_quality", FieldReader.text("data_quality")),
          entry("artists", FieldReader.references(Relation.BY)),
          entry("genres", FieldReader.categories(Relation.IS_GENRE)),
          entry("styles", FieldReader.categories(Relation.IS_STYLE)));

  private static final Map<String, FieldReader> RELEASE =
      Map.ofEntries(
          entry("id", FieldReader.recordId()),
          entry("title", FieldReader.text("title")),
          entry("status", FieldReader.text("status")),
          entry("country", FieldReader.text("country")),
          entry("released", FieldReader.date("released", "year")),
          entry("data_quality", FieldReader.text("data_quality")),
          entry("formats", FieldReader.names("formats")),
          entry("artists", FieldReader.references(Relation.BY)),
          entry("labels", FieldReader.references(Relation.ON)),
          entry("genres", FieldReader.categories(Relation.IS_GENRE)),
          entry("styles", FieldReader.categories(Relation.IS_STYLE)),
          entry("master_id", FieldReader.id(Relation.DERIVED_FROM)));

  private RecordFields() {}

  /** Null for a field that the graph does not have. */
  static @Nullable FieldReader reader(NodeKind kind, String field) {
    Map<String, FieldReader> fields =
        switch (kind) {
          case ARTIST -> ARTIST;
          case LABEL -> LABEL;
          case MASTER -> MASTER;
          case RELEASE -> RELEASE;
        };
    return fields.get(field);
  }
}
