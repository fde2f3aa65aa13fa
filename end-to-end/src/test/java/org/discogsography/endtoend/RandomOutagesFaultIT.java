package org.discogsography.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** F21: both stores and the broker come and go at random, one dump after the other. */
@ExtendWith(FaultReport.class)
class RandomOutagesFaultIT {

  @Test
  void serversThatComeAndGoAtRandomCostNothing() throws Exception {
    FaultPlatform faults = FaultPlatform.shared();
    FaultRow row = faults.row("F21 random outages");
    new RandomOutages(faults, row).run(RandomOutages.length("2"));
    row.healed(Store.values());
    row.finish();
    Tool.Run verified =
        new Tool(faults.platform, Map.of())
            .run("verify", "--dumps", faults.dumps.current().toString());
    assertThat(verified.status()).as(verified.output()).isZero();
    System.out.println(verified.output());
  }
}
