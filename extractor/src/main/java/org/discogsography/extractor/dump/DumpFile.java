package org.discogsography.extractor.dump;

import java.nio.file.Path;
import org.discogsography.messages.EntityType;

/**
 * One file of a dump.
 *
 * @param date the dump's date as yyyymmdd
 */
public record DumpFile(EntityType type, int date, Path path) {
  public String name() {
    return path.getFileName().toString();
  }
}
