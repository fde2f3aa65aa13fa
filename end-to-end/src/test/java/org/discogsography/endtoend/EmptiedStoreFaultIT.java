package org.discogsography.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.discogsography.messages.EntityType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A store that comes back empty is filled again, though its records were all published before. */
class EmptiedStoreFaultIT {
  @TempDir Path directory;

  @Test
  void aStoreThatComesBackEmptyIsFilledAgain() throws Exception {
    Path dumps = SampleDump.generated(3, 200).into(directory.resolve("dumps"));
    Oracle oracle = Oracle.of(dumps);
    try (Platform platform = new Platform(directory)) {
      platform.startWorkers();
      platform.startExtractor(dumps);
      platform.awaitIngested(oracle);

      platform.service("tableinator").terminate();
      platform.emptyPostgres();
      platform.start("tableinator", Map.of());
      platform.awaitIngested(oracle);
      StoresAssert.assertTablesEqual(platform.tables(), oracle);

      platform.service("graphinator").terminate();
      platform.emptyNeo4j();
      assertThat(platform.graph().count(EntityType.RELEASES)).isZero();
      platform.start("graphinator", Map.of());
      platform.awaitIngested(oracle);
      StoresAssert.assertGraphEquals(platform.graph(), oracle);
    }
  }
}
