package org.discogsography.extractor.download;

import java.net.URI;
import java.time.Duration;
import org.discogsography.resilience.config.Environment;
import org.jspecify.annotations.Nullable;

/**
 * Where dumps come from, and how politely.
 *
 * @param enabled DISCOGS_DOWNLOAD, whether anything is downloaded; default false
 * @param site DISCOGS_DUMP_URL, the dump site; default https://data.discogs.com/
 * @param period PERIODIC_CHECK_DAYS, between two looks for a newer dump; default 15 days
 * @param gap DISCOGS_REQUEST_GAP, between two requests; default 2 seconds
 * @param stall DISCOGS_STALL_TIMEOUT, in which an answer has to begin, and in which some of it has
 *     to arrive every time; default 60 seconds
 */
public record DownloadSettings(
    boolean enabled, URI site, Duration period, Duration gap, Duration stall) {
  private static final URI SITE = URI.create("https://data.discogs.com/");
  private static final int DAYS = 15;

  /** Reads them all. */
  public static DownloadSettings from(Environment environment) {
    return new DownloadSettings(
        environment.flag("DISCOGS_DOWNLOAD", false),
        environment.parse(
            "DISCOGS_DUMP_URL", SITE, "an http or https address", DownloadSettings::site),
        Duration.ofDays(environment.integer("PERIODIC_CHECK_DAYS", DAYS, 1, 365)),
        environment.seconds("DISCOGS_REQUEST_GAP", Duration.ofSeconds(2)),
        environment.seconds("DISCOGS_STALL_TIMEOUT", Duration.ofMinutes(1)));
  }

  /** The same, with the download on. */
  public DownloadSettings enable() {
    return new DownloadSettings(true, site, period, gap, stall);
  }

  private static @Nullable URI site(String text) {
    URI site = URI.create(text.endsWith("/") ? text : text + "/");
    boolean web = "http".equals(site.getScheme()) || "https".equals(site.getScheme());
    boolean plain = site.getHost() != null && site.getQuery() == null && site.getUserInfo() == null;
    return web && plain ? site : null;
  }
}
