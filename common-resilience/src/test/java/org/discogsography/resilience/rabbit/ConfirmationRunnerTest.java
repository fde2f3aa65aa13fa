package org.discogsography.resilience.rabbit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ConfirmationRunnerTest {
  @Test
  void goesOnAfterACallbackThatFailsInAnyWay() throws Exception {
    CompletableFuture<String> told = new CompletableFuture<>();
    ConfirmationRunner runner = new ConfirmationRunner(messages -> {});
    runner.start();
    try {
      runner.add(
          List.of(
              message(() -> {
                throw new InternalError("a fault in mapped memory");
              })));
      runner.add(List.of(message(() -> told.complete("told"))));

      assertThat(told.get(10, TimeUnit.SECONDS)).isEqualTo("told");
    } finally {
      runner.close(Duration.ofSeconds(1));
    }
  }

  private static Outstanding message(Runnable whenConfirmed) {
    MessageProperties properties = new MessageProperties("", "", "", Instant.EPOCH, Map.of());
    return new Outstanding(
        1,
        new OutboundMessage("", "q", properties, new byte[0]),
        new Receipt() {
          @Override
          public void confirmed() {
            whenConfirmed.run();
          }

          @Override
          public Fate failed() {
            return Fate.KEEP;
          }
        });
  }
}
