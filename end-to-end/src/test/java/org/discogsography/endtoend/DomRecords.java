package org.discogsography.endtoend;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.zip.GZIPInputStream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.discogsography.messages.EntityType;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads a dump file into the JSON that it should become: the JDK's DOM instead of the extractor's
 * streaming reader, a method per structure instead of its tables. Shares no code with it.
 */
final class DomRecords {
  private static final JsonMapper JSON = JsonMapper.shared();

  private DomRecords() {}

  /** The file's records by id, the first of equal ids winning. */
  static Map<Long, ObjectNode> read(EntityType type, Path file) throws IOException {
    Map<Long, ObjectNode> records = new TreeMap<>();
    for (Element element : children(parse(file))) {
      ObjectNode record =
          switch (type) {
            case ARTISTS -> artist(element);
            case LABELS -> label(element);
            case MASTERS -> master(element);
            case RELEASES -> release(element);
          };
      records.putIfAbsent(record.get("id").asLong(), record);
    }
    return records;
  }

  private static Element parse(Path file) throws IOException {
    try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultInstance();
      factory.setAttribute("jdk.xml.entityExpansionLimit", "0");
      factory.setAttribute("jdk.xml.totalEntitySizeLimit", "0");
      factory.setAttribute("jdk.xml.maxGeneralEntitySizeLimit", "0");
      return factory.newDocumentBuilder().parse(in).getDocumentElement();
    } catch (ParserConfigurationException | SAXException e) {
      throw new IOException("cannot read " + file, e);
    }
  }

  private static ObjectNode artist(Element e) {
    ObjectNode record = JSON.createObjectNode();
    number(record, "id", text(e, "id"));
    copy(e, record, "name", "realname", "profile", "data_quality");
    texts(e, record, "urls");
    texts(e, record, "namevariations");
    references(e, record, "aliases");
    references(e, record, "members");
    references(e, record, "groups");
    return record;
  }

  private static ObjectNode label(Element e) {
    ObjectNode record = JSON.createObjectNode();
    number(record, "id", text(e, "id"));
    copy(e, record, "name", "contactinfo", "profile", "data_quality");
    Element parent = child(e, "parentLabel");
    if (parent != null) {
      record.set("parentLabel", reference(parent));
    }
    texts(e, record, "urls");
    references(e, record, "sublabels");
    return record;
  }

  private static ObjectNode master(Element e) {
    ObjectNode record = JSON.createObjectNode();
    number(record, "id", e.getAttribute("id"));
    number(record, "main_release", text(e, "main_release"));
    objects(e, record, "artists", DomRecords::credit);
    texts(e, record, "genres");
    texts(e, record, "styles");
    copy(e, record, "notes");
    number(record, "year", text(e, "year"));
    copy(e, record, "title", "data_quality");
    objects(e, record, "videos", DomRecords::video);
    return record;
  }

  private static ObjectNode release(Element e) {
    ObjectNode record = JSON.createObjectNode();
    number(record, "id", e.getAttribute("id"));
    string(record, "status", e.getAttribute("status"));
    objects(e, record, "artists", DomRecords::credit);
    copy(e, record, "title");
    objects(e, record, "labels", DomRecords::labelReference);
    objects(e, record, "series", DomRecords::labelReference);
    objects(e, record, "extraartists", DomRecords::credit);
    objects(e, record, "formats", DomRecords::format);
    texts(e, record, "genres");
    texts(e, record, "styles");
    copy(e, record, "country", "released", "notes", "data_quality");
    Element master = child(e, "master_id");
    if (master != null) {
      number(record, "master_id", master.getTextContent());
      flag(record, "is_main_release", master.getAttribute("is_main_release"));
    }
    objects(e, record, "tracklist", DomRecords::track);
    objects(e, record, "identifiers", i -> attributes(i, "type", "description", "value"));
    objects(e, record, "videos", DomRecords::video);
    objects(e, record, "companies", DomRecords::company);
    return record;
  }

  private static ObjectNode credit(Element e) {
    ObjectNode credit = JSON.createObjectNode();
    number(credit, "id", text(e, "id"));
    copy(e, credit, "name", "anv", "join", "role", "tracks");
    return credit;
  }

  private static ObjectNode company(Element e) {
    ObjectNode company = JSON.createObjectNode();
    number(company, "id", text(e, "id"));
    copy(e, company, "name", "catno", "entity_type", "entity_type_name");
    return company;
  }

  private static ObjectNode labelReference(Element e) {
    ObjectNode label = JSON.createObjectNode();
    number(label, "id", e.getAttribute("id"));
    string(label, "name", e.getAttribute("name"));
    string(label, "catno", e.getAttribute("catno"));
    return label;
  }

  private static ObjectNode format(Element e) {
    ObjectNode format = attributes(e, "name", "qty", "text");
    texts(e, format, "descriptions");
    return format;
  }

  private static ObjectNode video(Element e) {
    ObjectNode video = attributes(e, "src", "duration");
    flag(video, "embed", e.getAttribute("embed"));
    copy(e, video, "title", "description");
    return video;
  }

  private static ObjectNode track(Element e) {
    ObjectNode track = JSON.createObjectNode();
    copy(e, track, "position", "title", "duration");
    objects(e, track, "artists", DomRecords::credit);
    objects(e, track, "extraartists", DomRecords::credit);
    objects(e, track, "sub_tracks", DomRecords::track);
    return track;
  }

  private static ObjectNode reference(Element e) {
    ObjectNode reference = JSON.createObjectNode();
    number(reference, "id", e.getAttribute("id"));
    string(reference, "name", e.getTextContent());
    return reference;
  }

  private static void references(Element e, ObjectNode record, String name) {
    objects(e, record, name, DomRecords::reference);
  }

  private static void objects(
      Element e, ObjectNode record, String name, Function<Element, ObjectNode> shape) {
    Element list = child(e, name);
    if (list == null) {
      return;
    }
    ArrayNode array = JSON.createArrayNode();
    children(list).stream().map(shape).filter(o -> !o.isEmpty()).forEach(array::add);
    if (!array.isEmpty()) {
      record.set(name, array);
    }
  }

  private static void texts(Element e, ObjectNode record, String name) {
    Element list = child(e, name);
    if (list == null) {
      return;
    }
    ArrayNode array = JSON.createArrayNode();
    children(list).stream()
        .map(Element::getTextContent)
        .filter(text -> !text.isEmpty())
        .forEach(array::add);
    if (!array.isEmpty()) {
      record.set(name, array);
    }
  }

  private static ObjectNode attributes(Element e, String... names) {
    ObjectNode object = JSON.createObjectNode();
    for (String name : names) {
      string(object, name, e.getAttribute(name));
    }
    return object;
  }

  private static void copy(Element e, ObjectNode record, String... names) {
    for (String name : names) {
      string(record, name, text(e, name));
    }
  }

  private static void string(ObjectNode record, String name, String text) {
    if (!text.isEmpty()) {
      record.put(name, text);
    }
  }

  private static void number(ObjectNode record, String name, String text) {
    if (!text.isEmpty() && Long.parseLong(text) != 0) {
      record.put(name, Long.parseLong(text));
    }
  }

  private static void flag(ObjectNode record, String name, String text) {
    if (!text.isEmpty()) {
      record.put(name, text.equals("true"));
    }
  }

  private static String text(Element e, String name) {
    Element child = child(e, name);
    return child == null ? "" : child.getTextContent();
  }

  private static Element child(Element e, String name) {
    return children(e).stream()
        .filter(child -> child.getTagName().equals(name))
        .findFirst()
        .orElse(null);
  }

  private static List<Element> children(Element e) {
    List<Element> children = new ArrayList<>();
    for (Node node = e.getFirstChild(); node != null; node = node.getNextSibling()) {
      if (node instanceof Element element) {
        children.add(element);
      }
    }
    return children;
  }
}
