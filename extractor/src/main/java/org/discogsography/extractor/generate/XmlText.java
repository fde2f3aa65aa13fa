package org.discogsography.extractor.generate;

/** Builds a record as the dumps write it: no white space between tags, CR as a reference. */
final class XmlText {
  private final StringBuilder text = new StringBuilder(4096);

  int length() {
    return text.length();
  }

  void clear() {
    text.setLength(0);
  }

  StringBuilder content() {
    return text;
  }

  XmlText open(String name) {
    text.append('<').append(name).append('>');
    return this;
  }

  /** Begins a tag that gets attributes, then {@link #end} or {@link #empty}. */
  XmlText start(String name) {
    text.append('<').append(name);
    return this;
  }

  XmlText attribute(String name, String value) {
    text.append(' ').append(name).append("=\"");
    escape(value);
    text.append('"');
    return this;
  }

  XmlText attribute(String name, long value) {
    return attribute(name, Long.toString(value));
  }

  XmlText end() {
    text.append('>');
    return this;
  }

  XmlText empty() {
    text.append("/>");
    return this;
  }

  XmlText text(String value) {
    escape(value);
    return this;
  }

  XmlText close(String name) {
    text.append("</").append(name).append('>');
    return this;
  }

  XmlText element(String name, String value) {
    return open(name).text(value).close(name);
  }

  XmlText element(String name, long value) {
    return element(name, Long.toString(value));
  }

  private void escape(String value) {
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      switch (c) {
        case '&' -> text.append("&amp;");
        case '<' -> text.append("&lt;");
        case '>' -> text.append("&gt;");
        case '"' -> text.append(quote());
        case '\r' -> text.append("&#13;");
        default -> text.append(c);
      }
    }
  }

  /** Only an attribute's value, which has an open quote before it, needs the entity. */
  private String quote() {
    return text.lastIndexOf("<") > text.lastIndexOf(">") ? "&quot;" : "\"";
  }
}
