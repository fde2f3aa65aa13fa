package org.discogsography.extractor.generate;

import java.util.List;

/** The physical side of one release: labels, formats, identifiers, companies. */
final class Issue {
  private static final List<String> FORMATS =
      List.of("Vinyl", "CD", "Cassette", "File", "CDr", "Box Set", "Flexi-disc");
  private static final List<String> DESCRIPTIONS =
      List.of("12\"", "33 ⅓ RPM", "LP", "Album", "Single", "Reissue", "Promo", "7\"", "45 RPM");
  private static final List<String> IDENTIFIERS =
      List.of("Barcode", "Matrix / Runout", "Label Code", "Rights Society", "Other");
  private static final List<String> ENTITIES =
      List.of("Pressed By", "Manufactured By", "Recorded At", "Published By", "Copyright ©");

  private final Catalogue catalogue;
  private final Draw draw;
  private final Words words;

  Issue(Catalogue catalogue, Draw draw, Words words) {
    this.catalogue = catalogue;
    this.draw = draw;
    this.words = words;
  }

  void labels(XmlText xml) {
    long label = label();
    int count = draw.chance(0.85) ? 1 : draw.between(2, 3);
    xml.open("labels");
    for (int i = 0; i < count; i++) {
      reference(xml, "label", label);
      // The same label with another catalogue number is as common as another label.
      label = draw.chance(0.5) ? label : label();
    }
    xml.close("labels");
    if (draw.chance(0.05)) {
      xml.open("series");
      reference(xml, "series", label());
      xml.close("series");
    }
  }

  void formats(XmlText xml) {
    xml.open("formats").start("format").attribute("name", draw.of(FORMATS));
    xml.attribute("qty", quantity()).attribute("text", draw.chance(0.1) ? words.title() : "");
    xml.end().open("descriptions");
    int count = draw.between(1, 3);
    for (int i = 0; i < count; i++) {
      xml.element("description", draw.of(DESCRIPTIONS));
    }
    xml.close("descriptions").close("format").close("formats");
  }

  void identifiers(XmlText xml) {
    if (draw.chance(0.47)) {
      return;
    }
    xml.open("identifiers");
    int count = draw.between(1, 6);
    for (int i = 0; i < count; i++) {
      xml.start("identifier").attribute("type", draw.of(IDENTIFIERS));
      if (draw.chance(0.6)) {
        xml.attribute("description", words.word() + " \"side\" <A> & B");
      }
      xml.attribute("value", draw.between(1_000, 9_999_999) + " " + words.word()).empty();
    }
    xml.close("identifiers");
  }

  void companies(XmlText xml) {
    if (draw.chance(0.55)) {
      return;
    }
    xml.open("companies");
    int count = draw.between(1, 7);
    for (int i = 0; i < count; i++) {
      long label = label();
      int entity = draw.between(0, ENTITIES.size() - 1);
      xml.open("company").element("id", label).element("name", catalogue.labelName(label));
      if (draw.chance(0.1)) {
        xml.element("catno", words.word());
      }
      xml.element("entity_type", 9 + entity).element("entity_type_name", ENTITIES.get(entity));
      xml.close("company");
    }
    xml.close("companies");
  }

  private void reference(XmlText xml, String name, long label) {
    xml.start(name)
        .attribute("name", catalogue.labelName(label))
        .attribute("catno", draw.chance(0.1) ? "none" : "CAT " + draw.between(1, 9_999))
        .attribute("id", label)
        .empty();
  }

  private long label() {
    return draw.chance(0.02)
        ? catalogue.size().labels() + draw.between(1, 200)
        : draw.popular(catalogue.size().labels());
  }

  private String quantity() {
    return draw.chance(0.0005) ? "9".repeat(64) : Integer.toString(draw.between(1, 3));
  }
}
