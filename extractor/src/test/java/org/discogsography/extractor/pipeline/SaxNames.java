package org.discogsography.extractor.pipeline;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.parsers.SAXParser;
import javax.xml.parsers.SAXParserFactory;
import org.xml.sax.Attributes;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/** Reads ids and names, or titles, with the JDK's parser. */
final class SaxNames extends DefaultHandler {
  private final Map<Long, String> names = new TreeMap<>();
  private final Deque<StringBuilder> texts = new ArrayDeque<>();
  private long id;
  private String name = "";

  private SaxNames() {}

  static Map<Long, String> read(Path file) throws IOException {
    SaxNames handler = new SaxNames();
    try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
      SAXParser parser = SAXParserFactory.newDefaultInstance().newSAXParser();
      parser.setProperty("jdk.xml.totalEntitySizeLimit", "0");
      parser.setProperty("jdk.xml.entityExpansionLimit", "0");
      parser.setProperty("jdk.xml.maxGeneralEntitySizeLimit", "0");
      parser.parse(in, handler);
    } catch (ParserConfigurationException | SAXException e) {
      throw new IOException("cannot read " + file, e);
    }
    return handler.names;
  }

  @Override
  public void startElement(String uri, String localName, String tag, Attributes attributes) {
    texts.push(new StringBuilder());
    if (texts.size() == 2) {
      name = "";
      id = attributes.getValue("id") == null ? 0 : Long.parseLong(attributes.getValue("id"));
    }
  }

  @Override
  public void characters(char[] characters, int start, int length) {
    texts.element().append(characters, start, length);
  }

  @Override
  public void endElement(String uri, String localName, String tag) {
    String text = texts.pop().toString();
    if (texts.size() == 2) {
      switch (tag) {
        case "id" -> id = Long.parseLong(text);
        case "name", "title" -> name = text;
        default -> {
          // Compared elsewhere.
        }
      }
    } else if (texts.size() == 1) {
      names.put(id, name);
    }
  }
}
