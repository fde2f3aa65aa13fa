package org.discogsography.extractor.generate;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.discogsography.extractor.dump.DumpDirectory;
import org.discogsography.extractor.dump.DumpFile;
import org.discogsography.extractor.dump.DumpSet;
import org.discogsography.extractor.pipeline.Extraction;
import org.discogsography.extractor.pipeline.ExtractionSettings;
import org.discogsography.messages.EntityType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class SampleDumpTest {
  private static final SampleSize SIZE = SampleSize.ofReleases(2_000);

  @TempDir private Path directory;

  @Test
  void givesTheSameBytesForTheSameSeed() throws Exception {
    new SampleDump(5, SIZE, 20260101).writeTo(directory.resolve("a"));
    new SampleDump(5, SIZE, 20260101).writeTo(directory.resolve("b"));
    new SampleDump(6, SIZE, 20260101).writeTo(directory.resolve("c"));

    String checksums = "sample_20260101_CHECKSUM.txt";
    assertThat(directory.resolve("a").resolve(checksums))
        .hasSameTextualContentAs(directory.resolve("b").resolve(checksums));
    assertThat(Files.readString(directory.resolve("c").resolve(checksums)))
        .isNotEqualTo(Files.readString(directory.resolve("a").resolve(checksums)));
  }

  @Test
  void hasWellFormedRecordsOfRealSizesWhoseReferencesMostlyResolve() throws Exception {
    new SampleDump(1, SIZE, 20260101).writeTo(directory);
    Map<EntityType, Map<Long, JsonNode>> records = read();

    assertThat(records.get(EntityType.ARTISTS)).hasSize(1_198);
    assertThat(records.get(EntityType.LABELS)).hasSize(250);
    assertThat(records.get(EntityType.MASTERS)).hasSize(300);
    assertThat(records.get(EntityType.RELEASES)).hasSize(2_000);
    assertThat(share(records, "master_id", EntityType.MASTERS)).isEqualTo(1.0);
    assertThat(withMaster(records)).isBetween(0.58, 0.62);
    assertThat(mainReleasesAgree(records)).isTrue();
    assertThat(memberships(records)).isEqualTo(groups(records)).isNotEmpty();
  }

  @Test
  void makesTheSameNextMonthFromTheSameRecipe() throws Exception {
    Recipe recipe = new Recipe(5, 2_000, List.of(new Month(9, 0.05, 0.02, 0.01)));
    new SampleDump(recipe, 20260201).writeTo(directory.resolve("a"));
    new SampleDump(Recipe.latest(directory.resolve("a")).recipe(), 20260201)
        .writeTo(directory.resolve("b"));

    String checksums = "sample_20260201_CHECKSUM.txt";
    assertThat(directory.resolve("a").resolve(checksums))
        .hasSameTextualContentAs(directory.resolve("b").resolve(checksums));
    assertThat(Recipe.latest(directory.resolve("b"))).isEqualTo(new Recipe.Dated(recipe, 20260201));
  }

  @Test
  void changesAddsAndRemovesAboutTheSharesThatWereAskedForAndKeepsReferencesWhole()
      throws Exception {
    Recipe recipe = new Recipe(1, 6_000, List.of());
    new SampleDump(recipe, 20260101).writeTo(directory);
    Map<EntityType, Map<Long, JsonNode>> before = read();
    Month month = new Month(7, 0.05, 0.02, 0.01);
    new SampleDump(recipe.followedBy(month), 20260201).writeTo(directory);
    Map<EntityType, Map<Long, JsonNode>> after = read();

    for (EntityType type : EntityType.values()) {
      double count = before.get(type).size();
      Map<Long, JsonNode> old = before.get(type);
      Map<Long, JsonNode> now = after.get(type);
      assertThat(now.keySet().stream().filter(id -> !old.containsKey(id)).count() / count)
          .as("added %s", type)
          .isBetween(0.015, 0.025);
      assertThat(old.keySet().stream().filter(id -> !now.containsKey(id)).count() / count)
          .as("removed %s", type)
          .isBetween(0.003, 0.02);
      assertThat(
              old.keySet().stream()
                      .filter(id -> now.containsKey(id) && !now.get(id).equals(old.get(id)))
                      .count()
                  / count)
          .as("changed %s", type)
          .isBetween(0.03, 0.08);
    }
    assertThat(share(after, "master_id", EntityType.MASTERS)).isEqualTo(1.0);
    assertThat(mainReleasesAgree(after)).isTrue();
    assertThat(memberships(after)).isEqualTo(groups(after)).isNotEmpty();
  }

  private Map<EntityType, Map<Long, JsonNode>> read() throws Exception {
    DumpSet dump = new DumpDirectory(directory).newest().orElseThrow();
    Map<EntityType, Map<Long, JsonNode>> all = new EnumMap<>(EntityType.class);
    for (DumpFile file : dump.files().values()) {
      Map<Long, JsonNode> records = new TreeMap<>();
      try (Extraction extraction = new Extraction(file, ExtractionSettings.defaults())) {
        String hash =
            extraction.run(batch -> {
              assertThat(batch.malformed()).isEmpty();
              for (int i = 0; i < batch.count(); i++) {
                records.put(batch.id(i), JsonMapper.shared().readTree(batch.body(i)));
              }
            });
        assertThat(hash).isEqualTo(dump.checksums().of(file));
      }
      all.put(file.type(), records);
    }
    return all;
  }

  private static double share(
      Map<EntityType, Map<Long, JsonNode>> records, String key, EntityType target) {
    List<Long> references = new ArrayList<>();
    records.get(EntityType.RELEASES).values().stream()
        .map(release -> release.path(key).asLong(0))
        .filter(id -> id != 0)
        .forEach(references::add);
    long resolved = references.stream().filter(records.get(target)::containsKey).count();
    return (double) resolved / references.size();
  }

  private static double withMaster(Map<EntityType, Map<Long, JsonNode>> records) {
    Map<Long, JsonNode> releases = records.get(EntityType.RELEASES);
    return (double) releases.values().stream().filter(r -> r.has("master_id")).count()
        / releases.size();
  }

  private static boolean mainReleasesAgree(Map<EntityType, Map<Long, JsonNode>> records) {
    return records.get(EntityType.MASTERS).entrySet().stream()
        .allMatch(master -> {
          JsonNode release =
              records.get(EntityType.RELEASES).get(master.getValue().path("main_release").asLong());
          return release.path("master_id").asLong() == master.getKey()
              && release.path("is_main_release").asBoolean();
        });
  }

  private static List<String> memberships(Map<EntityType, Map<Long, JsonNode>> records) {
    List<String> pairs = new ArrayList<>();
    records
        .get(EntityType.ARTISTS)
        .forEach((group, artist) ->
            artist
                .path("members")
                .forEach(member -> pairs.add(group + " " + member.path("id").asLong())));
    Collections.sort(pairs);
    return pairs;
  }

  private static List<String> groups(Map<EntityType, Map<Long, JsonNode>> records) {
    List<String> pairs = new ArrayList<>();
    records
        .get(EntityType.ARTISTS)
        .forEach((member, artist) ->
            artist
                .path("groups")
                .forEach(group -> pairs.add(group.path("id").asLong() + " " + member)));
    Collections.sort(pairs);
    return pairs;
  }
}
