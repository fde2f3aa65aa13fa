package org.discogsography.extractor.generate;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What a release shares with its master: title, artists, genres, styles, year.
 *
 * @param artists ids; 0 for a credit without a link
 */
record Work(String title, List<Long> artists, Set<String> genres, Set<String> styles, int year) {
  private static final List<String> GENRES =
      List.of(
          "Electronic",
          "Rock",
          "Jazz",
          "Pop",
          "Folk, World, & Country",
          "Funk / Soul",
          "Hip Hop",
          "Classical",
          "Reggae",
          "Stage & Screen",
          "Blues",
          "Latin",
          "Children's",
          "Non-Music",
          "Brass & Military");
  private static final List<String> STYLES =
      List.of(
          "House",
          "Techno",
          "Ambient",
          "Punk",
          "Indie Rock",
          "Ballad",
          "Bop",
          "Disco",
          "Dub",
          "Swing",
          "Drum n Bass",
          "Soundtrack",
          "Boom Bap",
          "Chanson",
          "Flamenco",
          "Krautrock",
          "Synth-pop",
          "Experimental",
          "Field Recording",
          "Opera",
          "Lo-Fi",
          "Ska",
          "Polka",
          "Rhythm & Blues",
          "Musique Concrète");
  private static final int VARIOUS = 194;

  static Work of(Draw draw, SampleSize size) {
    return new Work(
        new Words(draw).title(),
        artists(draw, size),
        some(draw, GENRES, 1, 2),
        draw.chance(0.85) ? some(draw, STYLES, 1, 3) : Set.of(),
        draw.chance(0.1) ? 0 : draw.between(1955, 2026));
  }

  private static List<Long> artists(Draw draw, SampleSize size) {
    if (draw.chance(0.06)) {
      return List.of((long) VARIOUS);
    }
    List<Long> artists = new ArrayList<>();
    int count = draw.chance(0.8) ? 1 : draw.between(2, 4);
    for (int i = 0; i < count; i++) {
      artists.add(artist(draw, size));
    }
    return artists;
  }

  /** Mostly one that has a record, sometimes one that has not, seldom none at all. */
  static long artist(Draw draw, SampleSize size) {
    if (draw.chance(0.02)) {
      return draw.chance(0.3) ? 0 : size.artists() + draw.between(1, 1_000);
    }
    return draw.popular(size.artists());
  }

  private static Set<String> some(Draw draw, List<String> from, int least, int most) {
    Set<String> some = new LinkedHashSet<>();
    int count = draw.between(least, most);
    for (int i = 0; i < count; i++) {
      some.add(draw.of(from));
    }
    return some;
  }
}
