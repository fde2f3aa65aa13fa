package org.discogsography.endtoend;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.discogsography.localstack.proxy.FaultProxy;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * F13: the network between each service and each server stalls, is slow, or loses everything.
 * {@link FailPointFaultIT} cuts it.
 */
@ExtendWith(FaultReport.class)
class NetworkFaultIT {

  /** What the proxy does. */
  enum Fault {
    STALLED(FaultProxy::stall, Duration.ofSeconds(3)),
    DELAYED(proxy -> proxy.delay(Duration.ofMillis(200)), Duration.ofSeconds(2)),
    BLACK_HOLE(FaultProxy::blackHole, Duration.ofSeconds(3));

    private final Consumer<FaultProxy> begin;
    private final Duration length;

    Fault(Consumer<FaultProxy> begin, Duration length) {
      this.begin = begin;
      this.length = length;
    }
  }

  static List<Object[]> everyFaultOnEveryLink() {
    List<Object[]> all = new ArrayList<>();
    for (Fault fault : Fault.values()) {
      for (Link link : Link.values()) {
        all.add(new Object[] {fault, link});
      }
    }
    return all;
  }

  @ParameterizedTest
  @MethodSource("everyFaultOnEveryLink")
  void isSurvived(Fault fault, Link link) throws Exception {
    FaultPlatform faults = FaultPlatform.shared();
    FaultProxy proxy = faults.proxy(link);
    Store[] affected = affected(link);
    FaultRow row =
        faults.row(
            "F13 " + "%s %s".formatted(fault, link).toLowerCase(Locale.ROOT).replace('_', ' '));
    row.awaitSome(affected);
    fault.begin.accept(proxy);
    try {
      Thread.sleep(fault.length);
    } finally {
      proxy.pass();
    }
    row.healed(affected);
    row.finish();
  }

  private static Store[] affected(Link link) {
    return switch (link) {
      case EXTRACTOR_RABBITMQ -> Store.values();
      case GRAPHINATOR_RABBITMQ, GRAPHINATOR_NEO4J -> new Store[] {Store.NEO4J};
      case TABLEINATOR_RABBITMQ, TABLEINATOR_POSTGRES -> new Store[] {Store.POSTGRES};
    };
  }
}
