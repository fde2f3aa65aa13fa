package org.discogsography.endtoend;

import java.util.ArrayList;
import java.util.List;
import org.discogsography.endtoend.Messages.Poison;
import org.discogsography.endtoend.TestBroker.Message;
import org.discogsography.messages.EntityType;
import org.discogsography.messages.Version;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** F17: bad messages of every kind, a few among many. */
@ExtendWith(FaultReport.class)
class PoisonFaultIT {
  private static final long FIRST_ID = Messages.FIRST_ID;

  @Test
  void ofAHundredMessagesTheBadOneIsSetAsideWithItsReason() throws Exception {
    FaultPlatform faults = FaultPlatform.shared();
    FaultRow row = faults.row("F17 poison of every kind, 1 in 100");
    Version version = new Version(row.dump().date(), 1);
    row.awaitSome(Store.POSTGRES, Store.NEO4J);
    long id = FIRST_ID;
    ExpectedLetters dead = new ExpectedLetters();
    List<Message> clean = new ArrayList<>();
    for (Poison kind : Poison.values()) {
      List<EntityType> types =
          kind == Poison.TOO_LARGE ? List.of(EntityType.RELEASES) : List.of(EntityType.values());
      List<Message> messages = new ArrayList<>();
      for (EntityType type : types) {
        Message poison = Messages.poison(kind, type, id, version);
        messages.add(poison);
        dead.add(kind, poison);
        clean.add(Messages.delete(type, id, new Version(version.dump(), 2)));
        id += 10;
      }
      faults.broker.publish(messages);
    }
    row.expectDeadLetters(dead.count());
    row.awaitStored();
    // What Neo4j takes for good is taken back.
    Aftermath.publishAndAwaitNothingBeside(faults, clean);
    row.finish();

    dead.assertTheseAndNoOthers(faults.broker);
    Aftermath.assertBreakersClosed(faults);
  }
}
