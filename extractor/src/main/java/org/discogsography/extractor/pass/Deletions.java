package org.discogsography.extractor.pass;

import org.discogsography.extractor.index.PublishedIndex;
import org.discogsography.extractor.progress.TypeProgress;
import org.discogsography.extractor.publish.RecordPublisher;
import org.discogsography.messages.EntityType;
import org.discogsography.messages.RecordMessage;
import org.discogsography.messages.Version;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends a deletion for each known record that a complete and verified pass has not seen, and those
 * again that were asked for again.
 */
final class Deletions {
  private static final Logger LOG = LoggerFactory.getLogger(Deletions.class);

  private final EntityType type;
  private final PublishedIndex index;
  private final RecordPublisher publisher;
  private final TypeProgress progress;
  private final double greatestShare;

  Deletions(
      EntityType type,
      PublishedIndex index,
      RecordPublisher publisher,
      TypeProgress progress,
      double greatestShare) {
    this.type = type;
    this.index = index;
    this.publisher = publisher;
    this.progress = progress;
    this.greatestShare = greatestShare;
  }

  void send(IdSet seen, Version version) throws InterruptedException {
    boolean allowed = isAllowed(seen);
    for (long id = 0; id < index.limit(); id++) {
      boolean gone = (allowed && index.knows(id)) || index.isToBeDeletedAgain(id);
      if (gone && !seen.contains(id)) {
        delete(id, version);
      }
    }
  }

  /** Says what cannot be deleted, because it may be in the dump for all that is known. */
  void withhold(IdSet seen, String reason) {
    long gone = index.count(id -> !seen.contains(id)).fulfilling();
    if (gone > 0) {
      LOG.warn(
          "{} known {} are not in the dump and are not deleted: {}", gone, type.plural(), reason);
      progress.deletionsWithheld(gone);
    }
  }

  /** Those that were sent before do not count: they are in no dump any more. */
  private boolean isAllowed(IdSet seen) {
    PublishedIndex.Count gone = index.count(id -> !seen.contains(id));
    if (gone.fulfilling() <= greatestShare * gone.known()) {
      return true;
    }
    LOG.warn(
        "{} of {} known {} are not in the dump; that is more than EXTRACTOR_DELETION_SHARE allows,"
            + " and none is deleted",
        gone.fulfilling(),
        gone.known(),
        type.plural());
    progress.deletionsWithheld(gone.fulfilling());
    return false;
  }

  private void delete(long id, Version version) throws InterruptedException {
    progress.deleted();
    index.prepareDeletion(id);
    publisher.publish(
        new RecordMessage.Delete(type, id, version),
        () -> {
          index.confirmDeletion(id);
          progress.confirmed();
        });
    progress.published();
  }
}
