package org.discogsography.extractor.generate;

import java.util.List;

/** Writes artists as releases, masters and tracks name them. */
final class Credits {
  private static final List<String> ROLES =
      List.of(
          "Producer",
          "Written-By",
          "Mixed By",
          "Lacquer Cut By",
          "Guitar",
          "Vocals [Additional]",
          "Artwork, Photography By",
          "Written-By [All Tracks By]",
          "Engineer",
          "Bass, Drums");

  private final Catalogue catalogue;

  Credits(Catalogue catalogue) {
    this.catalogue = catalogue;
  }

  void main(XmlText xml, Draw draw, List<Long> artists) {
    xml.open("artists");
    for (int i = 0; i < artists.size(); i++) {
      xml.open("artist");
      named(xml, draw, artists.get(i));
      if (i + 1 < artists.size()) {
        xml.element("join", draw.chance(0.5) ? "&" : ",");
      }
      xml.close("artist");
    }
    xml.close("artists");
  }

  void extra(XmlText xml, Draw draw, int count, String tracks) {
    xml.open("extraartists");
    for (int i = 0; i < count; i++) {
      xml.open("artist");
      named(xml, draw, Work.artist(draw, catalogue.size()));
      xml.element("role", draw.of(ROLES));
      if (!tracks.isEmpty() && draw.chance(0.3)) {
        xml.element("tracks", tracks);
      }
      xml.close("artist");
    }
    xml.close("extraartists");
  }

  private void named(XmlText xml, Draw draw, long artist) {
    if (artist != 0) {
      xml.element("id", artist);
    }
    xml.element("name", catalogue.artistName(artist));
    if (draw.chance(0.15)) {
      xml.element("anv", new Words(draw).name());
    }
  }
}
