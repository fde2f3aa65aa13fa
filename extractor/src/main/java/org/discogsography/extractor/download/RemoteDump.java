package org.discogsography.extractor.download;

import org.discogsography.messages.EntityType;

/**
 * A complete dump on the site. Names are made from its date, never taken from a page.
 *
 * @param date as yyyymmdd
 */
record RemoteDump(int date) {
  String checksums() {
    return "discogs_%d_CHECKSUM.txt".formatted(date);
  }

  String name(EntityType type) {
    return "discogs_%d_%s.xml.gz".formatted(date, type.plural());
  }

  int year() {
    return date / 10_000;
  }
}
