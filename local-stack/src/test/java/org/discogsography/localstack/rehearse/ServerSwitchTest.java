package org.discogsography.localstack.rehearse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.discogsography.localstack.process.LocalStackException;
import org.junit.jupiter.api.Test;

/** Nothing stays stopped. */
class ServerSwitchTest {
  private final List<String> done = new ArrayList<>();
  private final RecordedSwitch server = new RecordedSwitch(done);

  @Test
  void whatIsNotAwayIsNotGivenBack() {
    server.giveBack(How.STOP);
    server.takeAway(How.STOP);
    server.giveBack(How.STOP);
    server.giveBack(How.STOP);

    assertThat(done).containsExactly("take", "give", "answers");
  }

  @Test
  void whatWasGivenBackForGoodIsNotTakenAwayAfterwards() {
    server.giveBackForGood(How.KILL);

    assertThatThrownBy(() -> server.takeAway(How.KILL)).isInstanceOf(LocalStackException.class);
    server.giveBackForGood(How.KILL);
    assertThat(done).isEmpty();
  }

  @Test
  void givingBackForGoodGivesBackWhatIsAwayAndWaitsForNothing() {
    server.takeAway(How.PAUSE);
    server.giveBackForGood(How.PAUSE);

    assertThat(done).containsExactly("take", "give");
  }
}
