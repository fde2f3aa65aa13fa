package org.discogsography.extractor.generate;

import java.util.List;
import org.discogsography.messages.EntityType;

/** Releases: half are under 2.8 KB, one in a hundred above 15 KB, none above 97 KB or so. */
final class ReleaseXml implements RecordXml {
  private static final int TOPIC = 14;
  private static final List<String> COUNTRIES =
      List.of("US", "UK", "Germany", "Japan", "France", "Italy", "Brazil", "Sweden", "UK & Europe");

  private final Catalogue catalogue;
  private final Credits credits;
  private final Tracks tracks;

  ReleaseXml(Catalogue catalogue) {
    this.catalogue = catalogue;
    this.credits = new Credits(catalogue);
    this.tracks = new Tracks(credits);
  }

  @Override
  public void write(XmlText xml, long id) {
    int start = xml.length();
    Draw draw = catalogue.draw(EntityType.RELEASES, TOPIC, id);
    Words words = new Words(draw);
    Work work = Work.of(catalogue.work(id), catalogue.size());
    int size = draw.size(2_800, 15_000, 90_000);
    xml.start("release").attribute("id", id).end();
    credits.main(xml, draw, work.artists());
    xml.element("title", work.title());
    Issue issue = new Issue(catalogue, draw, words);
    issue.labels(xml);
    if (draw.chance(0.6)) {
      credits.extra(xml, draw, Math.min(1 + size / 900, 60), "A1 to B2");
    }
    issue.formats(xml);
    Works.tags(xml, work);
    origin(xml, draw, work);
    if (draw.chance(0.63) || catalogue.hasChanged(EntityType.RELEASES, id)) {
      xml.element("notes", words.text(draw.between(20, Math.max(40, size / 6))));
    }
    xml.element("data_quality", Quality.of(draw));
    master(xml, id);
    tracks.write(xml, draw, words, start + size * 2 / 3);
    issue.identifiers(xml);
    Works.videos(xml, draw, words, videos(draw, size - (xml.length() - start)));
    issue.companies(xml);
    xml.close("release");
  }

  private static int videos(Draw draw, int left) {
    return draw.chance(0.53) ? Math.clamp(left / 330, 1, 60) : 0;
  }

  private static void origin(XmlText xml, Draw draw, Work work) {
    if (draw.chance(0.97)) {
      xml.element("country", draw.of(COUNTRIES));
    }
    if (work.year() != 0) {
      xml.element("released", released(draw, work.year()));
    }
  }

  private static String released(Draw draw, int year) {
    return switch (draw.between(0, 3)) {
      case 0 -> Integer.toString(year);
      case 1 -> year + "-00-00";
      case 2 -> "%d-%02d-00".formatted(year, draw.between(1, 12));
      default -> "%d-%02d-%02d".formatted(year, draw.between(1, 12), draw.between(1, 28));
    };
  }

  private void master(XmlText xml, long id) {
    xml.start("master_id")
        .attribute("is_main_release", Boolean.toString(catalogue.isMainRelease(id)))
        .end();
    xml.text(Long.toString(catalogue.master(id))).close("master_id");
  }
}
