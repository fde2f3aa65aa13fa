package org.discogsography.extractor;

/** Where dumps come from. */
enum Source {
  /** As DISCOGS_DOWNLOAD says. */
  SETTINGS,
  /** The dump site, whatever it says. */
  SITE
}
