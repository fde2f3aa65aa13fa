package org.discogsography.extractor.generate;

import java.util.List;

/** Track lists, now and then with tracks inside tracks. */
final class Tracks {
  private final Credits credits;

  Tracks(Credits credits) {
    this.credits = credits;
  }

  /**
   * @param until go on until the text has this length; at least one track
   */
  void write(XmlText xml, Draw draw, Words words, int until) {
    xml.open("tracklist");
    int number = 1;
    do {
      track(xml, draw, words, Integer.toString(number));
      number++;
    } while (xml.length() < until);
    xml.close("tracklist");
  }

  private void track(XmlText xml, Draw draw, Words words, String position) {
    xml.open("track").element("position", position).element("title", words.title());
    if (draw.chance(0.7)) {
      xml.element("duration", "%d:%02d".formatted(draw.between(0, 12), draw.between(0, 59)));
    }
    if (draw.chance(0.1)) {
      credits.main(xml, draw, List.of((long) draw.between(1, 1_000)));
    }
    if (draw.chance(0.12)) {
      credits.extra(xml, draw, draw.between(1, 4), "");
    }
    if (position.length() < 4 && draw.chance(0.006)) {
      xml.open("sub_tracks");
      int count = draw.chance(0.02) ? draw.between(50, 300) : draw.between(2, 8);
      for (int i = 1; i <= count; i++) {
        track(xml, draw, words, position + ".sub" + i);
      }
      xml.close("sub_tracks");
    }
    xml.close("track");
  }
}
