package org.discogsography.extractor.generate;

import org.discogsography.messages.EntityType;

/** Masters: what several releases are versions of. */
final class MasterXml implements RecordXml {
  private static final int TOPIC = 13;

  private final Catalogue catalogue;
  private final Credits credits;

  MasterXml(Catalogue catalogue) {
    this.catalogue = catalogue;
    this.credits = new Credits(catalogue);
  }

  @Override
  public void write(XmlText xml, long id) {
    Draw draw = catalogue.draw(EntityType.MASTERS, TOPIC, id);
    Words words = new Words(draw);
    Work work = Work.of(catalogue.workOfMaster(id), catalogue.size());
    int spare = draw.size(584, 5_800, 40_000) - 400;
    xml.start("master").attribute("id", id).end();
    xml.element("main_release", catalogue.mainRelease(id));
    credits.main(xml, draw, work.artists());
    Works.tags(xml, work);
    if (draw.chance(0.1) || catalogue.hasChanged(EntityType.MASTERS, id)) {
      xml.element("notes", words.text(draw.between(20, 400)));
    }
    xml.element("year", work.year());
    xml.element("title", work.title());
    xml.element("data_quality", Quality.of(draw));
    Works.videos(xml, draw, words, Math.max(0, spare / 320));
    xml.close("master");
  }
}
