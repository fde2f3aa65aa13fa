package org.discogsography.verify.record;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.discogsography.messages.EntityType;
import tools.jackson.databind.JsonNode;

/**
 * A record's node and outgoing relationships as the graph ought to have them. Written down a second
 * time here, so that a mistake of the graphinator is not repeated.
 *
 * @param properties without id, hash, version and time; numbers are {@link Long}
 * @param links distinct
 */
public record GraphRecord(Map<String, Object> properties, Set<Link> links) {
  private static final int YEAR_DIGITS = 4;

  /** What the JSON of a record of that type becomes. */
  public static GraphRecord of(EntityType type, JsonNode json) {
    GraphRecord node = new GraphRecord(new TreeMap<>(), new LinkedHashSet<>());
    node.text(json, "data_quality", "data_quality");
    switch (type) {
      case ARTISTS -> node.artist(json);
      case LABELS -> node.label(json);
      case MASTERS -> node.master(json);
      case RELEASES -> node.release(json);
    }
    return node;
  }

  /** The label of a type's nodes. */
  public static String label(EntityType type) {
    return switch (type) {
      case ARTISTS -> "Artist";
      case LABELS -> "Label";
      case MASTERS -> "Master";
      case RELEASES -> "Release";
    };
  }

  private void artist(JsonNode json) {
    text(json, "name", "name");
    text(json, "realname", "real_name");
    json.path("groups").forEach(group -> link("MEMBER_OF", "Artist", group.path("id")));
    json.path("aliases").forEach(alias -> link("ALIAS_OF", "Artist", alias.path("id")));
  }

  private void label(JsonNode json) {
    text(json, "name", "name");
    link("SUBLABEL_OF", "Label", json.path("parentLabel").path("id"));
  }

  private void master(JsonNode json) {
    work(json);
    number(json, "year");
    number(json, "main_release");
  }

  private void release(JsonNode json) {
    work(json);
    text(json, "status", "status");
    text(json, "country", "country");
    released(json.path("released"));
    formats(json.path("formats"));
    json.path("labels").forEach(label -> link("ON", "Label", label.path("id")));
    link("DERIVED_FROM", "Master", json.path("master_id"));
  }

  private void work(JsonNode json) {
    text(json, "title", "title");
    json.path("artists").forEach(artist -> link("BY", "Artist", artist.path("id")));
    json.path("genres").forEach(name -> links.add(new Link("IS", "Genre", name.asString())));
    json.path("styles").forEach(name -> links.add(new Link("IS", "Style", name.asString())));
  }

  private void text(JsonNode json, String field, String property) {
    JsonNode value = json.path(field);
    if (value.isString()) {
      properties.put(property, value.asString());
    }
  }

  private void number(JsonNode json, String field) {
    JsonNode value = json.path(field);
    if (value.isNumber()) {
      properties.put(field, value.asLong());
    }
  }

  private void released(JsonNode value) {
    if (!value.isString()) {
      return;
    }
    String date = value.asString();
    properties.put("released", date);
    if (date.length() >= YEAR_DIGITS
        && date.chars().limit(YEAR_DIGITS).allMatch(c -> c >= '0' && c <= '9')) {
      long year = Long.parseLong(date.substring(0, YEAR_DIGITS));
      if (year > 0) {
        properties.put("year", year);
      }
    }
  }

  private void formats(JsonNode formats) {
    if (formats.isArray()) {
      Set<String> names = new LinkedHashSet<>();
      formats.forEach(format -> {
        if (format.path("name").isString()) {
          names.add(format.path("name").asString());
        }
      });
      List<String> distinct = new ArrayList<>(names);
      properties.put("formats", distinct);
    }
  }

  private void link(String type, String label, JsonNode id) {
    if (id.isNumber() && id.asLong() > 0) {
      links.add(new Link(type, label, id.asLong()));
    }
  }
}
