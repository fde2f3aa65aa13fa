package org.discogsography.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.discogsography.endtoend.DumpSeries.Dump;
import org.discogsography.endtoend.TestBroker.Message;
import org.discogsography.messages.EntityType;
import org.discogsography.messages.Version;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** F19: what comes twice, in the wrong order or too late changes nothing. */
@ExtendWith(FaultReport.class)
class VersionFaultIT {

  @Test
  void duplicateReorderedAndLateDeliveriesLoseAgainstTheNewest() throws Exception {
    FaultPlatform faults = FaultPlatform.shared();
    FaultRow row = faults.row("F19 duplicates, reordered, an older dump after");
    Dump older = row.dump();
    row.awaitStored();
    assertThat(row.nextDumpIfExtracted()).isTrue();
    // Half of the late ones come while the newer dump is still on its way.
    List<Message> late = late(older, row.dump());
    Collections.shuffle(late, Seed.of(row.name()));
    faults.broker.publish(late.subList(0, late.size() / 2));
    row.awaitStored();
    faults.broker.publish(late.subList(late.size() / 2, late.size()));
    row.finish();
  }

  /**
   * Of records that are otherwise or gone in the newest: the older dump under its own date with
   * every run that it may have had, twice, and its records under the newest date from a run before;
   * then deletions as late as that.
   */
  private static List<Message> late(Dump older, Dump newest) {
    List<Message> late = new ArrayList<>();
    for (EntityType type : EntityType.values()) {
      for (Map.Entry<Long, ObjectNode> each : older.oracle().records().get(type).entrySet()) {
        long id = each.getKey();
        if (each.getValue().equals(newest.oracle().records().get(type).get(id))) {
          // Of these the older version is the newest one.
          continue;
        }
        byte[] body = JsonMapper.shared().writeValueAsBytes(each.getValue());
        Message lastRun =
            Messages.record(type, id, new Version(older.date(), Long.MAX_VALUE), body);
        late.add(lastRun);
        late.add(lastRun);
        late.add(Messages.record(type, id, new Version(newest.date(), 1), body));
        late.add(Messages.delete(type, id, new Version(older.date(), Long.MAX_VALUE)));
      }
    }
    return late;
  }
}
