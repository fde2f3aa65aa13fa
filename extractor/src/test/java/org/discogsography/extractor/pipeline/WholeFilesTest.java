package org.discogsography.extractor.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.discogsography.extractor.dump.DumpFile;
import org.discogsography.extractor.generate.SampleDump;
import org.discogsography.extractor.generate.SampleSize;
import org.discogsography.messages.EntityType;
import org.discogsography.messages.RecordMessageCodec;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Generated files, and real ones where they are beside the project, against another parser. */
class WholeFilesTest {
  private static final Path REAL =
      Path.of(System.getProperty("discogsography.dumps", "../../shared/data"));

  @TempDir private static Path generated;

  static List<Path> files() throws IOException {
    new SampleDump(7, SampleSize.ofReleases(1_000), 20260101).writeTo(generated);
    List<Path> files = new ArrayList<>();
    for (Path directory : List.of(generated, REAL)) {
      if (Files.isDirectory(directory)) {
        try (Stream<Path> all = Files.list(directory)) {
          all.filter(file -> file.toString().endsWith(".xml.gz")).sorted().forEach(files::add);
        }
      }
    }
    return files;
  }

  @ParameterizedTest
  @MethodSource("files")
  void readsWhatAnotherParserReads(Path path) throws Exception {
    EntityType type = type(path);
    Map<Long, String> names = new TreeMap<>();
    try (Extraction extraction =
        new Extraction(new DumpFile(type, 20260101, path), ExtractionSettings.defaults())) {
      extraction.run(batch -> {
        assertThat(batch.malformed()).isEmpty();
        for (int i = 0; i < batch.count(); i++) {
          byte[] body = batch.body(i);
          JsonNode record = JsonMapper.shared().readTree(body);
          assertThat(record.path("id").asLong()).isEqualTo(batch.id(i));
          assertThat(batch.sha256(i)).isEqualTo(RecordMessageCodec.sha256(body));
          assertThat(JsonMapper.shared().writeValueAsBytes(record)).isEqualTo(body);
          String key = record.has("title") ? "title" : "name";
          names.put(batch.id(i), record.path(key).asString(""));
        }
      });
    }

    assertThat(names).isEqualTo(SaxNames.read(path));
  }

  private static EntityType type(Path path) {
    String name = path.getFileName().toString();
    String plural = name.substring(name.lastIndexOf('_') + 1, name.indexOf(".xml.gz"));
    return EntityType.ofPlural(plural).orElseThrow();
  }
}
