package org.discogsography.extractor.generate;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.discogsography.messages.EntityType;

/**
 * Writes a dump of invented records: four files, their CHECKSUM file and the recipe. The same
 * recipe and date give the same bytes.
 */
public final class SampleDump {
  private final Recipe recipe;
  private final Catalogue catalogue;
  private final int date;

  /**
   * For one seed, size and date.
   *
   * @param date as yyyymmdd
   */
  public SampleDump(long seed, SampleSize size, int date) {
    this(new Recipe(seed, size.releases(), List.of()), date);
  }

  /** For one recipe, with all its months. */
  public SampleDump(Recipe recipe, int date) {
    SampleSize size = SampleSize.ofReleases(recipe.releases());
    this.recipe = recipe;
    this.catalogue = new Catalogue(recipe.seed(), size, new Changes(size, recipe.months()));
    this.date = date;
  }

  /** Writes into a directory, which is made where it is missing; replaces what is there. */
  public void writeTo(Path directory) throws IOException {
    Files.createDirectories(directory);
    StringBuilder checksums = new StringBuilder();
    for (EntityType type : EntityType.values()) {
      Path file = directory.resolve("sample_%d_%s.xml.gz".formatted(date, type.plural()));
      String sha256 = write(type, file);
      checksums.append(sha256).append(' ').append(file.getFileName()).append('\n');
    }
    Files.writeString(
        directory.resolve(Recipe.name(date)), recipe.text(), StandardCharsets.US_ASCII);
    Path checksumFile = directory.resolve("sample_%d_CHECKSUM.txt".formatted(date));
    Files.writeString(checksumFile, checksums, StandardCharsets.US_ASCII);
  }

  private String write(EntityType type, Path file) throws IOException {
    RecordXml records =
        switch (type) {
          case ARTISTS -> new ArtistXml(catalogue);
          case LABELS -> new LabelXml(catalogue);
          case MASTERS -> new MasterXml(catalogue);
          case RELEASES -> new ReleaseXml(catalogue);
        };
    try (DumpFileWriter out = new DumpFileWriter(file, type)) {
      for (long id = 1; id <= catalogue.greatest(type); id++) {
        if (catalogue.exists(type, id)) {
          out.write(records, id);
        }
      }
      return out.finish();
    }
  }
}
