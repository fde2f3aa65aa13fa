package org.discogsography.extractor.generate;

import java.util.List;
import org.discogsography.messages.EntityType;

/** Artists: most have a name and little else; half are under 115 bytes, few above 2.5 KB. */
final class ArtistXml implements RecordXml {
  private static final int TOPIC = 11;

  /** With a profile, so that the text surely differs. */
  private static final int LEAST_CHANGED = 300;

  private final Catalogue catalogue;

  ArtistXml(Catalogue catalogue) {
    this.catalogue = catalogue;
  }

  @Override
  public void write(XmlText xml, long id) {
    Draw draw = catalogue.draw(EntityType.ARTISTS, TOPIC, id);
    Words words = new Words(draw);
    int target = draw.size(85, 2_500, 30_000);
    int spare = target - 115;
    if (catalogue.hasChanged(EntityType.ARTISTS, id)) {
      spare = Math.max(spare, LEAST_CHANGED);
    }
    xml.open("artist").element("id", id).element("name", catalogue.artistName(id));
    if (spare > 60) {
      xml.element("realname", words.name() + " " + words.word());
    }
    if (spare > 250) {
      xml.element("profile", words.text(spare / 2));
    }
    xml.element("data_quality", Quality.of(draw));
    if (spare > 120) {
      lists(xml, draw, words, spare);
    }
    references(xml, id);
    xml.close("artist");
  }

  private static void lists(XmlText xml, Draw draw, Words words, int spare) {
    xml.open("urls");
    for (int left = spare / 4; left > 0; left -= 60) {
      xml.element("url", words.url());
    }
    xml.close("urls").open("namevariations");
    for (int left = spare / 4; left > 0; left -= 30) {
      xml.element("name", draw.chance(0.5) ? words.name() : words.word());
    }
    xml.close("namevariations");
  }

  private void references(XmlText xml, long id) {
    long alias = catalogue.alias(id);
    long group = catalogue.group(id);
    list(xml, "aliases", alias == 0 ? List.of() : List.of(alias));
    list(xml, "members", catalogue.members(id));
    list(xml, "groups", group == 0 ? List.of() : List.of(group));
  }

  private void list(XmlText xml, String name, List<Long> artists) {
    if (artists.isEmpty()) {
      return;
    }
    xml.open(name);
    for (long artist : artists) {
      xml.start("name").attribute("id", artist).end();
      xml.text(catalogue.artistName(artist)).close("name");
    }
    xml.close(name);
  }
}
