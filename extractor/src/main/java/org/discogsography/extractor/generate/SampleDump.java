package org.discogsography.extractor.generate;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.LongPredicate;
import org.discogsography.messages.EntityType;

/**
 * Writes a dump of invented records: four files and their CHECKSUM file. The same seed, size and
 * date give the same bytes.
 */
public final class SampleDump {
  private final long seed;
  private final SampleSize size;
  private final int date;

  /**
   * For one seed, size and date.
   *
   * @param date as yyyymmdd
   */
  public SampleDump(long seed, SampleSize size, int date) {
    this.seed = seed;
    this.size = size;
    this.date = date;
  }

  /** Writes into a directory, which is made where it is missing; replaces what is there. */
  public void writeTo(Path directory) throws IOException {
    Files.createDirectories(directory);
    Catalogue catalogue = new Catalogue(seed, size);
    StringBuilder checksums = new StringBuilder();
    for (EntityType type : EntityType.values()) {
      Path file = directory.resolve("sample_%d_%s.xml.gz".formatted(date, type.plural()));
      String sha256 = write(type, catalogue, file);
      checksums.append(sha256).append(' ').append(file.getFileName()).append('\n');
    }
    Path checksumFile = directory.resolve("sample_%d_CHECKSUM.txt".formatted(date));
    Files.writeString(checksumFile, checksums, StandardCharsets.US_ASCII);
  }

  private String write(EntityType type, Catalogue catalogue, Path file) throws IOException {
    RecordXml records =
        switch (type) {
          case ARTISTS -> new ArtistXml(catalogue);
          case LABELS -> new LabelXml(catalogue);
          case MASTERS -> new MasterXml(catalogue);
          case RELEASES -> new ReleaseXml(catalogue);
        };
    LongPredicate left = type == EntityType.ARTISTS ? Catalogue::hasNoRecord : id -> false;
    try (DumpFileWriter out = new DumpFileWriter(file, type)) {
      for (long id = 1; id <= count(type); id++) {
        if (!left.test(id)) {
          out.write(records, id);
        }
      }
      return out.finish();
    }
  }

  private long count(EntityType type) {
    return switch (type) {
      case ARTISTS -> size.artists();
      case LABELS -> size.labels();
      case MASTERS -> size.masters();
      case RELEASES -> size.releases();
    };
  }
}
