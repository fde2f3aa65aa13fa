package org.discogsography.extractor;

import java.util.Map;
import java.util.TreeMap;
import org.discogsography.extractor.dump.Checksums;
import org.discogsography.extractor.dump.DumpFile;
import org.discogsography.extractor.dump.DumpSet;
import org.jspecify.annotations.Nullable;

/**
 * By what a change of a dump's files is noticed: names, sizes and times of change.
 *
 * @param files what is known of each, by name
 * @param checksums what the file of checksums says
 */
record DumpStamp(Map<String, String> files, @Nullable Checksums checksums) {
  static DumpStamp of(DumpSet dump) {
    Map<String, String> files = new TreeMap<>();
    for (DumpFile file : dump.files().values()) {
      var onDisk = file.path().toFile();
      files.put(file.name(), onDisk.length() + " " + onDisk.lastModified());
    }
    return new DumpStamp(files, dump.checksums());
  }
}
