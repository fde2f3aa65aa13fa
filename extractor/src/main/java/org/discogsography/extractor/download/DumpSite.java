package org.discogsography.extractor.download;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** The dump site: an HTML index, by year, and files. One thread. */
final class DumpSite implements AutoCloseable {
  private static final int MOST_PAGE_BYTES = 4 << 20;
  private static final int MOST_CHECKSUM_BYTES = 64 << 10;

  /** Five times the largest file there ever was. */
  private static final long MOST_FILE_BYTES = 64L << 30;

  /** Clocks differ. */
  private static final int DAYS_AHEAD = 2;

  private final URI site;
  private final PoliteClient client;
  private final Clock clock;

  DumpSite(URI site, PoliteClient client, Clock clock) {
    this.site = site;
    this.client = client;
    this.clock = clock;
  }

  /**
   * The newest complete dump.
   *
   * @throws DownloadException also if there is none
   */
  RemoteDump newest() throws DownloadException, InterruptedException {
    List<Integer> years = SiteIndex.latestYears(client.page(site, MOST_PAGE_BYTES));
    LocalDate latest = LocalDate.now(clock).plusDays(DAYS_AHEAD);
    for (int year : years) {
      URI address = site.resolve("?prefix=" + encoded("data/%d/".formatted(year)));
      Optional<RemoteDump> newest =
          SiteIndex.newestComplete(client.page(address, MOST_PAGE_BYTES), year, latest);
      if (newest.isPresent()) {
        return newest.get();
      }
    }
    throw new DownloadException(
        site + " lists no complete dump" + (years.isEmpty() ? ", nor any year." : "."));
  }

  String checksums(RemoteDump dump) throws DownloadException, InterruptedException {
    return client.page(file(dump, dump.checksums()), MOST_CHECKSUM_BYTES);
  }

  /**
   * Hands over one file's bytes.
   *
   * @throws IOException what the receiver threw
   */
  void download(RemoteDump dump, String name, PoliteClient.Opening opening)
      throws DownloadException, IOException, InterruptedException {
    client.get(file(dump, name), opening, MOST_FILE_BYTES);
  }

  @Override
  public void close() {
    client.close();
  }

  private URI file(RemoteDump dump, String name) {
    return site.resolve("?download=" + encoded("data/%d/%s".formatted(dump.year(), name)));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
