package org.discogsography.extractor.generate;

import java.util.List;
import org.discogsography.messages.EntityType;

/** Labels, some within others. */
final class LabelXml implements RecordXml {
  private static final int TOPIC = 12;

  /** With a profile, so that the text surely differs. */
  private static final int LEAST_CHANGED = 150;

  /** As in the real dumps, this one has no name. */
  private static final long NAMELESS = 212;

  private final Catalogue catalogue;

  LabelXml(Catalogue catalogue) {
    this.catalogue = catalogue;
  }

  @Override
  public void write(XmlText xml, long id) {
    Draw draw = catalogue.draw(EntityType.LABELS, TOPIC, id);
    Words words = new Words(draw);
    int spare = draw.size(85, 1_500, 30_000) - 121;
    if (catalogue.hasChanged(EntityType.LABELS, id)) {
      spare = Math.max(spare, LEAST_CHANGED);
    }
    xml.open("label").element("id", id);
    if (id != NAMELESS) {
      xml.element("name", catalogue.labelName(id));
    }
    if (spare > 80) {
      xml.element("contactinfo", words.text(spare / 3));
    }
    if (spare > 40) {
      xml.element("profile", words.text(spare / 3));
    }
    xml.element("data_quality", Quality.of(draw));
    parent(xml, draw, id);
    urls(xml, words, spare);
    sublabels(xml, id);
    xml.close("label");
  }

  private void parent(XmlText xml, Draw draw, long id) {
    long parent = catalogue.parentLabel(id);
    if (parent == 0 && draw.chance(0.005)) {
      parent = catalogue.size().labels() + draw.between(1, 100);
    }
    if (parent != 0) {
      xml.start("parentLabel").attribute("id", parent).end();
      xml.text(catalogue.labelName(parent)).close("parentLabel");
    }
  }

  private static void urls(XmlText xml, Words words, int spare) {
    if (spare <= 60) {
      xml.start("urls").empty();
      return;
    }
    xml.open("urls");
    for (int left = spare / 3; left > 0; left -= 60) {
      xml.element("url", words.url());
    }
    xml.close("urls");
  }

  private void sublabels(XmlText xml, long id) {
    List<Long> sublabels = catalogue.sublabels(id);
    if (sublabels.isEmpty()) {
      return;
    }
    xml.open("sublabels");
    for (long sublabel : sublabels) {
      xml.start("label").attribute("id", sublabel).end();
      xml.text(catalogue.labelName(sublabel)).close("label");
    }
    xml.close("sublabels");
  }
}
