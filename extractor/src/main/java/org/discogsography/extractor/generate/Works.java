package org.discogsography.extractor.generate;

import java.util.Set;

/** What masters and releases write alike. */
final class Works {
  private Works() {}

  static void tags(XmlText xml, Work work) {
    list(xml, "genres", "genre", work.genres());
    list(xml, "styles", "style", work.styles());
  }

  static void videos(XmlText xml, Draw draw, Words words, int count) {
    if (count == 0) {
      return;
    }
    xml.open("videos");
    for (int i = 0; i < count; i++) {
      xml.start("video")
          .attribute("src", words.url())
          .attribute("duration", draw.between(60, 900))
          .attribute("embed", draw.chance(0.97) ? "true" : "false")
          .end();
      xml.element("title", words.title());
      if (draw.chance(0.8)) {
        xml.element("description", words.text(draw.between(10, 250)));
      }
      xml.close("video");
    }
    xml.close("videos");
  }

  private static void list(XmlText xml, String name, String item, Set<String> values) {
    if (!values.isEmpty()) {
      xml.open(name);
      values.forEach(value -> xml.element(item, value));
      xml.close(name);
    }
  }
}
