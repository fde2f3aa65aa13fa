package org.discogsography.extractor.index;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.LongPredicate;
import org.discogsography.messages.EntityType;

/**
 * Which content of which id the broker has confirmed: the first 16 bytes of its SHA-256, in a file
 * that is addressed by id; or that it has the deletion. Nothing else about a record is kept, and a
 * lost write only means that a record is sent again. A slot says so before the record goes out, so
 * that an earlier content is never taken for what the broker has. Slots are mapped into memory: the
 * end of the program loses none, the end of the machine those that were written last.
 *
 * <p>One thread asks and prepares; any thread may confirm what was prepared.
 */
public final class PublishedIndex implements SentRecords, AutoCloseable {
  private final FileChannel channel;
  private final Segments segments;

  private PublishedIndex(FileChannel channel, Segments segments) {
    this.channel = channel;
    this.segments = segments;
  }

  /** Opens the index with that identity; one that is missing, torn or another's begins empty. */
  static PublishedIndex open(Path file, EntityType type, long identity) throws IOException {
    FileChannel channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    try {
      IndexHeader header = new IndexHeader(type, identity);
      if (!header.isIn(channel)) {
        header.writeTo(channel);
      }
      return new PublishedIndex(channel, new Segments(channel, IndexHeader.BYTES));
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  @Override
  public boolean holds(long id, long high, long low) {
    return id < segments.size() && segments.high(id) == high && segments.low(id) == low;
  }

  @Override
  public boolean knows(long id) {
    return !holds(id, Slot.HIGH, Slot.EMPTY)
        && !holds(id, Slot.HIGH, Slot.DELETED)
        && !holds(id, Slot.HIGH, Slot.DELETE_AGAIN)
        && id < segments.size();
  }

  @Override
  public boolean isForced(long id) {
    return holds(id, Slot.HIGH, Slot.SEND_AGAIN_FORCED);
  }

  /** Whether its deletion has to be sent again, unless the dump has the record. */
  public boolean isToBeDeletedAgain(long id) {
    return holds(id, Slot.HIGH, Slot.DELETE_AGAIN);
  }

  @Override
  public void prepare(long id) throws IOException {
    segments.reserve(id);
    if (!isForced(id)) {
      segments.set(id, Slot.HIGH, Slot.SEND_AGAIN);
    }
  }

  @Override
  public void confirm(long id, long high, long low) {
    segments.set(id, high, low);
  }

  /** A deletion goes out: until it is confirmed, nobody can tell what the broker has. */
  public void prepareDeletion(long id) {
    if (knows(id) && !isForced(id)) {
      segments.set(id, Slot.HIGH, Slot.SEND_AGAIN);
    }
  }

  /** The broker has the deletion of an id that has a slot. */
  public void confirmDeletion(long id) {
    segments.set(id, Slot.HIGH, Slot.DELETED);
  }

  /**
   * Has every known id sent again, and every deletion; on disk when this returns. What is to be
   * forced still is.
   *
   * @return whether there is any
   */
  public boolean sendAllAgain() {
    boolean any = false;
    for (long id = 0; id < segments.size(); id++) {
      if (knows(id)) {
        prepareDeletion(id);
        any = true;
      } else if (holds(id, Slot.HIGH, Slot.DELETED)) {
        segments.set(id, Slot.HIGH, Slot.DELETE_AGAIN);
      }
      any |= isToBeDeletedAgain(id);
    }
    segments.force();
    return any;
  }

  /** Has these sent by force, known or not; on disk after {@link #close}. */
  void sendAgain(Iterable<Long> ids) throws IOException {
    for (long id : ids) {
      segments.reserve(id);
      segments.set(id, Slot.HIGH, Slot.SEND_AGAIN_FORCED);
    }
  }

  /** How many ids are known, and of those, how many fulfil a condition. */
  public Count count(LongPredicate condition) {
    long known = 0;
    long fulfilling = 0;
    for (long id = 0; id < segments.size(); id++) {
      if (knows(id)) {
        known++;
        fulfilling += condition.test(id) ? 1 : 0;
      }
    }
    return new Count(known, fulfilling);
  }

  /** One more than the greatest id that can be known. */
  public long limit() {
    return segments.size();
  }

  /** Has the disk hold what was confirmed; confirmations that come later are still taken. */
  @Override
  public void close() throws IOException {
    try (channel) {
      segments.force();
      channel.force(true);
    }
  }

  /**
   * A number of ids.
   *
   * @param known all of them
   * @param fulfilling those for which the condition holds
   */
  public record Count(long known, long fulfilling) {}
}
