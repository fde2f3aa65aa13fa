package org.discogsography.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.discogsography.messages.EntityType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A dump in, both stores compared record by record with an independent reading of the same dump.
 */
class IngestionIT {
  @TempDir Path directory;

  @ParameterizedTest(name = "{0}")
  @MethodSource("dumps")
  void bothStoresHoldExactlyWhatTheDumpHolds(String name, SampleDump sample) throws Exception {
    Path dumps = sample.into(directory.resolve("dumps"));
    Oracle oracle = Oracle.of(dumps);
    try (Platform platform = new Platform(directory)) {
      platform.startWorkers();
      platform.startExtractor(dumps);
      platform.awaitIngested(oracle);

      StoresAssert.assertTablesEqual(platform.tables(), oracle);
      StoresAssert.assertGraphEquals(platform.graph(), oracle);
    }
  }

  @Test
  void aSecondRunOfTheSameDumpChangesNoRow() throws Exception {
    Path dumps = SampleDump.generated(7, 300).into(directory.resolve("dumps"));
    Oracle oracle = Oracle.of(dumps);
    try (Platform platform = new Platform(directory)) {
      platform.startWorkers();
      platform.startExtractor(dumps);
      platform.awaitIngested(oracle);
      Map<String, Instant> before = updatedAt(platform);

      assertThat(platform.service("extractor").terminate()).isZero();
      platform.startExtractor(dumps);
      platform.awaitIngested(oracle);

      assertThat(updatedAt(platform)).isEqualTo(before);
    }
  }

  @Test
  void everyServiceStopsWithStatusZeroWhenItIsTold() throws Exception {
    Path dumps = SampleDump.generated(11, 50).into(directory.resolve("dumps"));
    try (Platform platform = new Platform(directory)) {
      platform.startWorkers();
      platform.start("dashboard", Map.of());
      platform.startExtractor(dumps);
      platform.awaitIngested(Oracle.of(dumps));

      for (String service : List.of("extractor", "graphinator", "tableinator", "dashboard")) {
        assertThat(platform.service(service).terminate()).as(service).isZero();
      }
    }
  }

  static List<Object[]> dumps() throws IOException {
    List<Object[]> dumps = new ArrayList<>();
    dumps.add(new Object[] {"generated", SampleDump.generated(42, 600)});
    Path real = ServiceProcess.projectRoot().resolveSibling("shared").resolve("data");
    for (String prefix : List.of("discogs_20260401", "derived_20260501")) {
      if (Files.isDirectory(real)) {
        dumps.add(new Object[] {prefix, SampleDump.linked(real, prefix)});
      }
    }
    return dumps;
  }

  private static Map<String, Instant> updatedAt(Platform platform) throws Exception {
    Map<String, Instant> times = new TreeMap<>();
    for (EntityType type : EntityType.values()) {
      platform
          .tables()
          .rows(type)
          .forEach((id, row) -> times.put(type + " " + id, row.updatedAt()));
    }
    assertThat(times).isNotEmpty();
    return times;
  }
}
