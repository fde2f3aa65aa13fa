package org.discogsography.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/** F22: two tableinators share the work, and a second graphinator stands by. */
@ExtendWith(FaultReport.class)
class StandbyFaultIT {
  private static final String TABLES = "tableinator 2";
  private static final String GRAPH = "graphinator 2";
  private static final Duration TO_START = Duration.ofSeconds(60);

  private FaultPlatform faults;

  @AfterEach
  void endTheSecondOnes() {
    for (String second : new String[] {TABLES, GRAPH}) {
      ServiceProcess process = faults.platform.services().remove(second);
      if (process != null) {
        process.close();
      }
    }
  }

  @Test
  void severalWorkersSurviveWhatOneSurvivesAndOneTakesOverFromTheOther() throws Exception {
    faults = FaultPlatform.shared();
    startSecond("tableinator", TABLES);
    startSecond("graphinator", GRAPH);
    // Whoever consumed first is active.
    FaultRow row = faults.row("F22 the active graphinator killed");
    row.awaitSome(Store.NEO4J);
    row.ends("graphinator");
    faults.service("graphinator").kill();
    row.healed(Store.NEO4J);
    row.awaitStored();
    faults.start("graphinator");
    row.restarted("graphinator");
    row.finish();

    row = faults.row("F22 the active graphinator hangs");
    row.awaitSome(Store.NEO4J);
    faults.service(GRAPH).pause();
    try {
      row.healed(Store.NEO4J);
      row.awaitStored();
    } finally {
      faults.service(GRAPH).resume();
    }
    row.finish();

    row = faults.row("F22 several workers, random outages");
    new RandomOutages(faults, row).run(RandomOutages.length("0.25"));
    row.healed(Store.values());
    row.finish();
    for (String each : List.of("tableinator", TABLES)) {
      assertThat(consumed(faults.service(each))).as("messages that %s took", each).isPositive();
    }
  }

  private static long consumed(ServiceProcess service) {
    long consumed = 0;
    for (JsonNode queue : service.health().path("components").path("work").path("details")) {
      consumed += queue.path("consumed").asLong(0);
    }
    return consumed;
  }

  private void startSecond(String service, String alias) throws Exception {
    ServiceProcess second = faults.start(service, alias);
    Deadline.await(
        TO_START,
        () -> alias + " works: " + second.health(),
        () -> second.health().path("status").asString("").equals("UP"));
  }
}
