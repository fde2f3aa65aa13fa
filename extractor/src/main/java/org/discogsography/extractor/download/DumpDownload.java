package org.discogsography.extractor.download;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.discogsography.extractor.dump.Checksums;
import org.discogsography.extractor.dump.DumpDirectory;
import org.discogsography.extractor.dump.DumpException;
import org.discogsography.extractor.dump.DumpSet;
import org.discogsography.extractor.progress.DownloadProgress;
import org.discogsography.extractor.schedule.Waiting;
import org.discogsography.messages.EntityType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Gets the newest complete dump into the directory of dumps. One thread. */
public final class DumpDownload implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(DumpDownload.class);

  private final Path dumps;
  private final DumpSite site;
  private final DownloadProgress progress;
  private final Staging staging;

  public DumpDownload(
      DownloadSettings settings,
      Path dumps,
      Clock clock,
      Waiting waiting,
      DownloadProgress progress) {
    this.dumps = dumps;
    this.site = new DumpSite(settings.site(), new PoliteClient(settings, clock, waiting), clock);
    this.progress = progress;
    this.staging = new Staging(dumps, progress);
  }

  /** What of the files that are there already is believed. */
  public enum Trust {
    /** Files are what the CHECKSUM file beside them says: they were verified before. */
    LISTED,
    /** Every file is hashed. */
    NOTHING
  }

  /**
   * Looks for a dump that is newer than what is there, or was replaced, and gets what is missing of
   * it. Files appear together, when all are verified; those that were got before are not got again.
   *
   * @throws DownloadException if that does not work now
   */
  public void run(Trust trust) throws DownloadException, InterruptedException {
    progress.looking();
    try {
      RemoteDump newest = site.newest();
      if (newestHere() > newest.date()) {
        return;
      }
      String checksums = site.checksums(newest);
      Map<String, String> files = files(newest, checksums);
      if (trust == Trust.NOTHING || !isHere(newest, checksums, files)) {
        get(newest, checksums, files);
      }
    } catch (IOException e) {
      throw new DownloadException(dumps + " cannot be used: " + e.getMessage() + ".", e);
    }
  }

  @Override
  public void close() {
    site.close();
  }

  private void get(RemoteDump dump, String checksums, Map<String, String> files)
      throws DownloadException, IOException, InterruptedException {
    staging.keepOnly(files.keySet());
    for (Map.Entry<String, String> file : files.entrySet()) {
      if (!staging.has(file.getKey(), file.getValue())) {
        LOG.info("Downloading {}", file.getKey());
        staging.receive(site, dump, file.getKey(), file.getValue());
      }
    }
    staging.publish(dump, checksums);
    LOG.info("The dump of {} was downloaded and verified", dump.date());
  }

  /** Each file's name and SHA-256. */
  private static Map<String, String> files(RemoteDump dump, String text) throws DownloadException {
    Map<String, String> files = new LinkedHashMap<>();
    try {
      Checksums checksums = Checksums.parse(dump.checksums(), text);
      for (EntityType type : EntityType.values()) {
        String name = dump.name(type);
        String sha256 = checksums.of(name);
        if (sha256 == null) {
          throw new DownloadException(dump.checksums() + " does not list " + name + ".");
        }
        files.put(name, sha256);
      }
    } catch (DumpException e) {
      throw new DownloadException(String.valueOf(e.getMessage()), e);
    }
    return files;
  }

  /** The CHECKSUM file is put there only with everything that it lists. */
  private boolean isHere(RemoteDump dump, String checksums, Map<String, String> files)
      throws IOException {
    Path list = dumps.resolve(dump.checksums());
    return !staging.isBegun()
        && Files.isRegularFile(list)
        && Files.readString(list, StandardCharsets.UTF_8).equals(checksums)
        && files.keySet().stream().allMatch(name -> Files.isRegularFile(dumps.resolve(name)));
  }

  private int newestHere() throws IOException {
    Files.createDirectories(dumps);
    try {
      Optional<DumpSet> newest = new DumpDirectory(dumps).newest();
      return newest.map(DumpSet::date).orElse(0);
    } catch (DumpException e) {
      // Reported when it is extracted.
      return 0;
    }
  }
}
