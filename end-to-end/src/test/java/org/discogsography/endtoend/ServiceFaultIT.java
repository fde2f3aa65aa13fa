package org.discogsography.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.discogsography.messages.EntityType;
import org.discogsography.messages.PlatformTopology;
import org.discogsography.messages.SinkName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * F14 and F15: the services themselves are killed, or told to stop, in the middle of their work.
 */
@ExtendWith(FaultReport.class)
class ServiceFaultIT {

  @ParameterizedTest
  @ValueSource(strings = {"extractor", "graphinator", "tableinator"})
  void killedAndStartedAgainItGoesOnWhereItWas(String service) throws Exception {
    FaultPlatform faults = FaultPlatform.shared();
    FaultRow row = faults.row("F14 " + service + " killed");
    switch (service) {
      case "extractor" -> awaitConfirmedSome(faults, row);
      case "graphinator" -> row.awaitSome(Store.NEO4J);
      default -> row.awaitSome(Store.POSTGRES);
    }
    row.ends(service);
    faults.service(service).kill();
    faults.start(service);
    row.restarted(service);
    row.healed(service.equals("tableinator") ? Store.POSTGRES : Store.NEO4J);
    row.finish();
  }

  @Test
  void toldToStopEveryServiceEndsWithZeroAndGivesBackWhatItHasOnce() throws Exception {
    FaultPlatform faults = FaultPlatform.shared();
    FaultRow row = faults.row("F15 every service told to stop");
    row.awaitSome(Store.values());
    for (String service : List.of("graphinator", "tableinator", "extractor")) {
      row.ends(service);
      long start = System.nanoTime();
      assertThat(faults.service(service).terminate()).as(service).isZero();
      System.out.printf(
          "F15: %s ended in %d ms%n", service, (System.nanoTime() - start) / 1_000_000);
    }
    for (SinkName sink : SinkName.values()) {
      String queue = PlatformTopology.queue(sink, EntityType.RELEASES);
      List<Long> counts = faults.broker.deliveryCounts(queue, 4 * FaultPlatform.BATCH);
      System.out.println(
          "F15: deliveries given back in " + queue + ": " + counts.stream().distinct().toList());
      assertThat(counts).as("given back in %s", queue).isNotEmpty().allMatch(count -> count <= 1);
    }
    for (String service : List.of("graphinator", "tableinator", "extractor")) {
      faults.start(service);
      row.restarted(service);
    }
    row.healed(Store.values());
    row.finish();
  }

  /** In the middle of publishing: the releases come last and are the most. */
  private static void awaitConfirmedSome(FaultPlatform faults, FaultRow row) throws Exception {
    Deadline.await(
        java.time.Duration.ofSeconds(30),
        java.time.Duration.ofMillis(5),
        () -> "something of the dump is confirmed",
        () -> {
          var extraction =
              faults.service("extractor").health().at("/components/extraction/details");
          return extraction.path("dump").asInt(0) == row.dump().date()
              && extraction.at("/types/artists/confirmed").asLong(0) > 0;
        });
  }
}
