package org.discogsography.extractor.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.discogsography.extractor.download.DumpDownload.Trust;
import org.discogsography.extractor.dump.DumpDirectory;
import org.discogsography.extractor.progress.DownloadProgress;
import org.discogsography.extractor.schedule.Waiting;
import org.discogsography.localstack.place.SmallDisk;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class FullDiskFaultIT {
  private static final int DATE = 20260301;
  private static final String ARTISTS = "discogs_20260301_artists.xml.gz";

  @TempDir private Path directory;

  @Test
  void saysThatTheDiskIsFullLeavesNoRestAndGoesOnWhenThereIsRoom() throws Exception {
    Optional<SmallDisk> mounted = SmallDisk.mount(directory.resolve("small"), "64k");
    assumeThat(mounted).as("only root can mount a file system").isPresent();
    try (SmallDisk disk = mounted.get();
        FakeDumpSite site = new FakeDumpSite();
        DumpDownload download = download(site, disk.directory())) {
      site.publish(DATE, "a dump of more than 64 KiB in all, each file of its own a little less");

      assertThatThrownBy(() -> download.run(Trust.LISTED))
          .isInstanceOf(DownloadException.class)
          .hasMessageContaining(ARTISTS + " needs ")
          .hasMessageContaining("has room for");

      site.misbehave(
          ARTISTS,
          (exchange, content) -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write(content);
          });
      assertThatThrownBy(() -> download.run(Trust.LISTED))
          .isInstanceOf(DownloadException.class)
          .hasMessageContaining(ARTISTS + " cannot be written into")
          .hasMessageContaining("No space left on device");
      assertThat(disk.directory().resolve(".download")).isEmptyDirectory();

      disk.resize("4m");
      download.run(Trust.LISTED);
      assertThat(new DumpDirectory(disk.directory()).newest().orElseThrow().missing()).isEmpty();
    }
  }

  private static DumpDownload download(FakeDumpSite site, Path dumps) {
    DownloadSettings settings =
        new DownloadSettings(
            true, site.address(), Duration.ofDays(15), Duration.ofMillis(1), Duration.ofSeconds(5));
    return new DumpDownload(
        settings, dumps, Clock.systemUTC(), Waiting.real(), new DownloadProgress());
  }
}
