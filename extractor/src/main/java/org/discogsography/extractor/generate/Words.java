package org.discogsography.extractor.generate;

import java.util.List;
import java.util.Locale;

/** Invented names, titles and texts, with the characters that real ones have. */
final class Words {
  private static final List<String> SYLLABLES =
      List.of(
          "ba", "bel", "cor", "da", "dren", "el", "fa", "gor", "hal", "il", "jo", "ka", "kel", "la",
          "lin", "ma", "mer", "na", "nor", "o", "pel", "qui", "ra", "rin", "sa", "sol", "ta", "tor",
          "u", "va", "vel", "wen", "xan", "yo", "za", "zim");
  private static final List<String> FOREIGN =
      List.of(
          "Ålund", "Çelme", "Dvořín", "Éloise", "Größer", "İzel", "Łucjan", "Ñandú", "Øyvar",
          "Žofka", "Белинск", "Заря", "Ελπίς", "שירן", "نسيم", "東雲", "さくら組", "한울", "ประกาย");
  private static final List<String> ASTRAL = List.of("🎧", "🎹", "𝄞", "𠮷野", "🪩", "👩‍🎤");
  private static final List<String> NOUNS =
      List.of(
          "River",
          "Engine",
          "Lantern",
          "Harbour",
          "Winter",
          "Signal",
          "Orchard",
          "Mirror",
          "Atlas",
          "Copper",
          "Thunder",
          "Velvet",
          "Satellite",
          "Garden",
          "Motion",
          "Paper",
          "Horizon",
          "Echo",
          "Granite",
          "Feather");
  private static final List<String> GLUE =
      List.of("of", "and", "for", "the", "under", "without", "&", "in", "+", "vs.");
  private static final List<String> ODD =
      List.of("<3", "A > B", "R&B", "\"Live\"", "&amp;", "33 ⅓", "½", "it's", "[Untitled]", "?!");

  private final Draw draw;

  Words(Draw draw) {
    this.draw = draw;
  }

  /** A word such as {@code Kelmarin}. */
  String word() {
    if (draw.chance(0.04)) {
      return draw.of(FOREIGN);
    }
    StringBuilder word = new StringBuilder();
    int syllables = draw.between(2, 3);
    for (int i = 0; i < syllables; i++) {
      word.append(draw.of(SYLLABLES));
    }
    word.setCharAt(0, Character.toUpperCase(word.charAt(0)));
    return word.toString();
  }

  /** A person or a band. */
  String name() {
    if (draw.chance(0.001)) {
      return "\u00a0";
    }
    String name = draw.chance(0.25) ? word() : word() + " " + word();
    if (draw.chance(0.05)) {
      name = name + " & " + word();
    }
    return draw.chance(0.01) ? name + " " + draw.of(ASTRAL) : name;
  }

  /** A record's or a track's title. */
  String title() {
    StringBuilder title = new StringBuilder(draw.of(NOUNS));
    int words = draw.between(0, 3);
    for (int i = 0; i < words; i++) {
      title.append(' ').append(draw.chance(0.3) ? draw.of(GLUE) : piece());
    }
    return title.toString();
  }

  /** About so many characters, in lines that end as people's editors ended them. */
  String text(int characters) {
    StringBuilder text = new StringBuilder(characters + 16);
    String lineEnd = draw.chance(0.4) ? "\r\n" : "\n";
    while (text.length() < characters) {
      text.append(piece());
      if (draw.chance(0.05)) {
        text.append('.').append(lineEnd);
      } else {
        text.append(draw.chance(0.1) ? ", " : " ");
      }
    }
    return text.toString();
  }

  String url() {
    return "https://www.%s.example/%s?id=%d&lang=en"
        .formatted(
            draw.of(NOUNS).toLowerCase(Locale.ROOT),
            draw.of(SYLLABLES) + draw.of(SYLLABLES),
            draw.between(1, 999_999));
  }

  private String piece() {
    if (draw.chance(0.02)) {
      return draw.of(ODD);
    }
    if (draw.chance(0.005)) {
      return draw.of(ASTRAL);
    }
    return draw.chance(0.5) ? draw.of(NOUNS) : word();
  }
}
