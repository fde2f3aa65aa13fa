package org.discogsography.localstack.rehearse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.discogsography.localstack.process.LocalStackException;
import org.junit.jupiter.api.Test;

/** Nothing stays stopped. */
class ServerSwitchTest {
  private final Recorded server = new Recorded();

  @Test
  void whatIsNotAwayIsNotGivenBack() {
    server.giveBack(How.STOP);
    server.takeAway(How.STOP);
    server.giveBack(How.STOP);
    server.giveBack(How.STOP);

    assertThat(server.done).containsExactly("take", "give", "await");
  }

  @Test
  void whatWasGivenBackForGoodIsNotTakenAwayAfterwards() {
    server.giveBackForGood(How.KILL);

    assertThatThrownBy(() -> server.takeAway(How.KILL)).isInstanceOf(LocalStackException.class);
    server.giveBackForGood(How.KILL);
    assertThat(server.done).isEmpty();
  }

  @Test
  void givingBackForGoodGivesBackWhatIsAwayAndWaitsForNothing() {
    server.takeAway(How.PAUSE);
    server.giveBackForGood(How.PAUSE);

    assertThat(server.done).containsExactly("take", "give");
  }

  private static final class Recorded extends ServerSwitch {
    private final List<String> done = new ArrayList<>();

    @Override
    void requireRunning() {}

    @Override
    void take(How how) {
      done.add("take");
    }

    @Override
    void give(How how) {
      done.add("give");
    }

    @Override
    void awaitAnswer() {
      done.add("await");
    }
  }
}
