package org.discogsography.extractor.pass;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.discogsography.extractor.FakePublisher;
import org.discogsography.extractor.dump.DumpDirectory;
import org.discogsography.extractor.dump.DumpFile;
import org.discogsography.extractor.dump.DumpSet;
import org.discogsography.extractor.generate.Month;
import org.discogsography.extractor.generate.Recipe;
import org.discogsography.extractor.generate.SampleDump;
import org.discogsography.extractor.index.StateDirectory;
import org.discogsography.extractor.pipeline.Extraction;
import org.discogsography.extractor.pipeline.ExtractionSettings;
import org.discogsography.extractor.progress.Progress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NextMonthTest {
  @TempDir private Path directory;

  @Test
  void sendsExactlyWhatIsNewChangedOrGone() throws Exception {
    Recipe first = new Recipe(3, 1_500, List.of());
    Recipe second = first.followedBy(new Month(11, 0.05, 0.02, 0.01));
    Map<String, Long> before = records(write(first, 20260101));
    Map<String, Long> after = records(write(second, 20260201));
    FakePublisher publisher = new FakePublisher();
    try (StateDirectory state =
        StateDirectory.open(directory.resolve("state"), Clock.systemUTC())) {
      extract(state, publisher, 20260101);
      assertThat(publisher.sent()).containsExactlyInAnyOrderElementsOf(before.keySet());
      publisher.sent().clear();
      extract(state, publisher, 20260201);
      assertThat(publisher.sent())
          .hasSizeGreaterThan(150)
          .containsExactlyInAnyOrderElementsOf(difference(before, after));
      publisher.sent().clear();
      extract(state, publisher, 20260201);
      assertThat(publisher.sent()).isEmpty();
    }
  }

  private DumpSet write(Recipe recipe, int date) throws Exception {
    new SampleDump(recipe, date).writeTo(directory.resolve(Integer.toString(date)));
    return dump(date);
  }

  private DumpSet dump(int date) throws Exception {
    return new DumpDirectory(directory.resolve(Integer.toString(date))).newest().orElseThrow();
  }

  private void extract(StateDirectory state, FakePublisher publisher, int date) throws Exception {
    new DumpPass(PassSettings.defaults(), state, publisher, new Progress())
        .run(dump(date), Scope.CHANGES);
  }

  /** Type and id, with what the content's hash begins with. */
  private static Map<String, Long> records(DumpSet dump) throws Exception {
    Map<String, Long> records = new TreeMap<>();
    for (DumpFile file : dump.files().values()) {
      try (Extraction extraction = new Extraction(file, ExtractionSettings.defaults())) {
        extraction.run(batch -> {
          for (int i = 0; i < batch.count(); i++) {
            records.put(file.type().plural() + " " + batch.id(i), batch.hashHigh(i));
          }
        });
      }
    }
    return records;
  }

  private static TreeSet<String> difference(Map<String, Long> before, Map<String, Long> after) {
    TreeSet<String> messages = new TreeSet<>();
    after.forEach((record, hash) -> {
      if (!hash.equals(before.get(record))) {
        messages.add(record);
      }
    });
    before.keySet().stream()
        .filter(record -> !after.containsKey(record))
        .forEach(record -> messages.add(record.replace(" ", " -")));
    return messages;
  }
}
