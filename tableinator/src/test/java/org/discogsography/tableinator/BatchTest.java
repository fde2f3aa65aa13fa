package org.discogsography.tableinator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.discogsography.tableinator.Messages.deletedRelease;
import static org.discogsography.tableinator.Messages.forced;
import static org.discogsography.tableinator.Messages.release;

import java.util.List;
import org.discogsography.messages.RecordMessage;
import org.discogsography.messages.RecordMessage.Upsert;
import org.junit.jupiter.api.Test;

class BatchTest {
  @Test
  void sortsIdsSoThatWritersLockInOneOrder() {
    Batch batch = Batch.of(List.of(release(9, 1, ""), release(1, 1, ""), release(5, 1, "")));

    assertThat(batch.upserts()).extracting(Upsert::id).containsExactly(1L, 5L, 9L);
  }

  @Test
  void keepsTheHighestVersionOfAnIdWhereverItStands() {
    Upsert highest = release(1, 3, "c");

    assertThat(Batch.of(List.of(release(1, 1, "a"), highest, release(1, 2, "b"))).upserts())
        .containsExactly(highest);
    assertThat(Batch.of(List.of(highest, deletedRelease(1, 2))).deletes()).isEmpty();
    assertThat(Batch.of(List.of(highest, deletedRelease(1, 4))).upserts()).isEmpty();
  }

  @Test
  void ofEqualVersionsADeleteWins() {
    List<RecordMessage> messages = List.of(deletedRelease(1, 1), release(1, 1, "a"));

    assertThat(Batch.of(messages).upserts()).isEmpty();
    assertThat(Batch.of(messages.reversed()).upserts()).isEmpty();
  }

  @Test
  void ofEqualVersionsTheForcedOneIsWritten() {
    Upsert usual = release(1, 1, "a");

    Batch batch = Batch.of(List.of(usual, forced(usual), usual));

    assertThat(batch.upserts()).isEmpty();
    assertThat(batch.forced()).hasSize(1);
  }

  @Test
  void aForcedRecordStaysForcedUnderALaterVersion() {
    Upsert later = release(1, 3, "a");
    List<RecordMessage> messages = List.of(forced(release(1, 1, "a")), deletedRelease(1, 2), later);

    assertThat(Batch.of(messages).forced()).containsExactly(later);
    assertThat(Batch.of(messages.reversed()).forced()).containsExactly(later);
    assertThat(Batch.of(messages).upserts()).isEmpty();
  }
}
