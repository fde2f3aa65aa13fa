package org.discogsography.extractor.dump;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.discogsography.messages.EntityType;
import org.jspecify.annotations.Nullable;

/**
 * Finds the newest dump among files named {@code PREFIX_YYYYMMDD_TYPE.xml.gz} and {@code
 * PREFIX_YYYYMMDD_CHECKSUM.txt}.
 */
public final class DumpDirectory {
  private static final Pattern NAME =
      Pattern.compile(
          "(.*)_(\\d{8})_(?:(artists|labels|masters|releases)\\.xml\\.gz|(CHECKSUM)\\.txt)");

  private record Entry(Path path, int date, @Nullable EntityType type) {}

  private final Path directory;

  public DumpDirectory(Path directory) {
    this.directory = directory;
  }

  /**
   * The newest dump, or empty where there is none yet.
   *
   * @throws DumpException if the directory cannot be read, or has two files for the same date and
   *     type
   */
  public Optional<DumpSet> newest() throws DumpException {
    List<Entry> entries = entries();
    int newest =
        entries.stream().filter(e -> e.type() != null).mapToInt(Entry::date).max().orElse(0);
    return newest == 0 ? Optional.empty() : Optional.of(set(newest, entries));
  }

  private DumpSet set(int date, List<Entry> entries) throws DumpException {
    Map<EntityType, DumpFile> files = new EnumMap<>(EntityType.class);
    Path checksums = null;
    for (Entry entry : entries) {
      if (entry.date() != date) {
        continue;
      }
      EntityType type = entry.type();
      Path earlier;
      if (type == null) {
        earlier = checksums;
        checksums = entry.path();
      } else {
        DumpFile replaced = files.put(type, new DumpFile(type, date, entry.path()));
        earlier = replaced == null ? null : replaced.path();
      }
      if (earlier != null) {
        throw ambiguous(earlier, entry.path());
      }
    }
    return new DumpSet(date, files, checksums == null ? null : Checksums.read(checksums));
  }

  private DumpException ambiguous(Path one, Path other) {
    return new DumpException(
        "%s holds both %s and %s; keep one of them."
            .formatted(directory, one.getFileName(), other.getFileName()));
  }

  private List<Entry> entries() throws DumpException {
    if (!Files.isDirectory(directory)) {
      throw new DumpException(directory + " is not a directory.");
    }
    try (Stream<Path> paths = Files.list(directory)) {
      List<Entry> entries = new ArrayList<>();
      paths.sorted().forEach(path -> addIfDump(path, entries));
      return entries;
    } catch (IOException | UncheckedIOException e) {
      throw new DumpException(
          Failure.UNREADABLE, directory + " cannot be read: " + e.getMessage() + ".", e);
    }
  }

  private static void addIfDump(Path path, List<Entry> entries) {
    Matcher name = NAME.matcher(path.getFileName().toString());
    if (name.matches() && Files.isRegularFile(path)) {
      String type = name.group(3);
      entries.add(
          new Entry(
              path,
              Integer.parseInt(name.group(2)),
              type == null ? null : EntityType.ofPlural(type).orElseThrow()));
    }
  }
}
