package org.discogsography.extractor.pass;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.discogsography.extractor.dump.DumpException;
import org.discogsography.extractor.frame.Malformed;
import org.discogsography.extractor.index.SentRecords;
import org.discogsography.extractor.progress.TypeProgress;
import org.discogsography.extractor.publish.RecordPublisher;
import org.discogsography.extractor.record.RecordBatch;
import org.discogsography.messages.EntityType;
import org.discogsography.messages.RecordMessage;
import org.discogsography.messages.Version;

/** Sends the records of a file that the index does not hold. One thread. */
final class RecordSender {
  /** Greater than any that EXTRACTOR_MAX_ID allows. */
  private static final long GREATEST_ID = Integer.MAX_VALUE;

  private final EntityType type;
  private final SentRecords index;
  private final Version version;
  private final RecordPublisher publisher;
  private final TypeProgress progress;
  private final IdSet seen = new IdSet();
  private final IdSet sent = new IdSet();
  private boolean sawEveryId = true;

  RecordSender(
      EntityType type,
      SentRecords index,
      Version version,
      RecordPublisher publisher,
      TypeProgress progress) {
    this.type = type;
    this.index = index;
    this.version = version;
    this.publisher = publisher;
    this.progress = progress;
  }

  /** Whether the ids seen are all that the file has; not so after a record without a legible id. */
  boolean sawEveryId() {
    return sawEveryId;
  }

  /** With those of the records that were left out: nothing of them is deleted. */
  IdSet seen() {
    return seen;
  }

  void send(RecordBatch batch, Quarantine quarantine) throws DumpException, InterruptedException {
    for (Malformed malformed : batch.malformed()) {
      leaveOut(malformed, quarantine);
    }
    for (int i = 0; i < batch.count(); i++) {
      // A record that is left out takes no good one of the same id with it.
      if (sent.add(batch.id(i))) {
        boolean ignored = seen.add(batch.id(i));
        send(batch, i);
      } else {
        leaveOut(repeated(batch, i), quarantine);
      }
    }
  }

  private void send(RecordBatch batch, int record) throws InterruptedException {
    long id = batch.id(record);
    long high = batch.hashHigh(record);
    long low = batch.hashLow(record);
    if (index.holds(id, high, low)) {
      progress.unchanged();
      return;
    }
    if (index.knows(id)) {
      progress.changed();
    } else {
      progress.added();
    }
    boolean forced = index.isForced(id);
    prepare(id);
    publisher.publish(
        new RecordMessage.Upsert(
            type, id, version, batch.sha256(record), forced, batch.body(record)),
        () -> {
          index.confirm(id, high, low);
          progress.confirmed();
        });
    progress.published();
  }

  private void prepare(long id) {
    try {
      index.prepare(id);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void leaveOut(Malformed malformed, Quarantine quarantine) throws DumpException {
    progress.malformed();
    if (malformed.id() == 0) {
      sawEveryId = false;
    } else if (malformed.id() <= GREATEST_ID) {
      // A greater one is in no index and no store, so that nothing of it can be deleted.
      seen.add(malformed.id());
    }
    quarantine.add(malformed);
  }

  private static Malformed repeated(RecordBatch batch, int record) {
    return new Malformed(
        batch.position(record),
        batch.id(record),
        "repeated_id",
        "An earlier record has the same id.");
  }
}
