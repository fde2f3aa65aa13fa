package org.discogsography.verify.dump;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.discogsography.extractor.dump.DumpFile;
import org.discogsography.extractor.pipeline.ExtractionSettings;
import org.discogsography.messages.EntityType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DumpReaderTest {
  @TempDir private Path directory;

  @Test
  void aMalformedRecordHidesNoGoodOneOfTheSameId() throws Exception {
    String bad = "<label><id>7</id></labe></label>\n";
    String good = "<label><id>7</id><name>n</name></label>\n";
    Path file = directory.resolve("t_20260101_labels.xml.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      String all = "<labels>\n" + bad + good + bad + good + "</labels>\n";
      out.write(all.getBytes(StandardCharsets.UTF_8));
    }
    DumpReader reader =
        new DumpReader(
            new DumpFile(EntityType.LABELS, 20260101, file), ExtractionSettings.defaults());
    List<Long> ids = new ArrayList<>();
    reader.read(null, records -> records.forEach(each -> ids.add(each.id())));

    assertThat(ids).containsExactly(7L);
    assertThat(reader.malformed()).isEqualTo(3);
  }
}
