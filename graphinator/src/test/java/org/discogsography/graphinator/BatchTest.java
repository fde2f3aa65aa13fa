package org.discogsography.graphinator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.discogsography.graphinator.GraphChange.Put;
import org.discogsography.messages.EntityType;
import org.discogsography.messages.RecordMessage.Upsert;
import org.discogsography.messages.Version;
import org.junit.jupiter.api.Test;

class BatchTest {
  @Test
  void keepsTheLatestVersionOfEachIdAndSortsByThem() {
    GraphChange nine = put(9, 1);
    GraphChange newer = put(3, 2);
    Batch batch = Batch.of(List.of(nine, put(3, 1), newer, put(3, 1)));
    assertThat(batch.puts()).containsExactly((Put) newer, (Put) nine);
    assertThat(batch.removes()).isEmpty();
  }

  @Test
  void aLaterRemovalReplacesTheRecordAndTheOtherWayRound() {
    GraphChange gone = Messages.remove(EntityType.ARTISTS, 1, new Version(2, 1));
    assertThat(Batch.of(List.of(put(1, 1), gone)).puts()).isEmpty();
    assertThat(Batch.of(List.of(gone, put(1, 3))).removes()).isEmpty();
  }

  @Test
  void aForcedRecordStaysForcedUnderALaterVersion() {
    GraphChange forced = Messages.change(Messages.forced(upsert(1, 1)));
    assertThat(Batch.of(List.of(forced, put(1, 2))).puts())
        .singleElement()
        .satisfies(put -> {
          assertThat(put.force()).isTrue();
          assertThat(put.version()).isEqualTo(new Version(2, 1));
        });
  }

  @Test
  void aForcedRecordStaysForcedWhenItWasRemovedInBetween() {
    GraphChange forced = Messages.change(Messages.forced(upsert(1, 1)));
    GraphChange gone = Messages.remove(EntityType.ARTISTS, 1, new Version(2, 1));
    List<GraphChange> changes = List.of(forced, gone, put(1, 3));
    assertThat(Batch.of(changes).puts()).extracting(Put::force).containsExactly(true);
    assertThat(Batch.of(changes.reversed()).puts()).extracting(Put::force).containsExactly(true);
  }

  private static GraphChange put(long id, int dump) {
    return Messages.change(upsert(id, dump));
  }

  private static Upsert upsert(long id, int dump) {
    return Messages.upsert(
        EntityType.ARTISTS, id, new Version(dump, 1), "{\"id\":" + id + ",\"name\":\"N\"}");
  }
}
