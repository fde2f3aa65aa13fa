package org.discogsography.extractor.index;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.LongPredicate;
import org.discogsography.messages.EntityType;

/**
 * Which content of which id the broker has confirmed: the first 16 bytes of its SHA-256, in a file
 * that is addressed by id. Nothing else about a record is kept, and a lost write only means that a
 * record is sent again.
 *
 * <p>One thread asks and reserves; any thread may confirm what was reserved.
 */
public final class PublishedIndex implements SentRecords, AutoCloseable {
  /** A slot that is not empty and equals no hash: the id is known and has to be sent again. */
  private static final long SEND_AGAIN_HIGH = 0;

  private static final long SEND_AGAIN_LOW = 1;

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
    return id < segments.size() && (segments.high(id) != 0 || segments.low(id) != 0);
  }

  @Override
  public void reserve(long id) throws IOException {
    segments.reserve(id);
  }

  @Override
  public void confirm(long id, long high, long low) {
    segments.set(id, high, low);
  }

  /** The broker has the deletion of a known id. */
  public void forget(long id) {
    segments.set(id, 0, 0);
  }

  /** Has every known id sent again; on disk when this returns. Returns whether there is any. */
  public boolean sendAllAgain() {
    boolean any = false;
    for (long id = 0; id < segments.size(); id++) {
      if (knows(id)) {
        segments.set(id, SEND_AGAIN_HIGH, SEND_AGAIN_LOW);
        any = true;
      }
    }
    segments.force();
    return any;
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
    segments.force();
    channel.close();
  }

  /**
   * A number of ids.
   *
   * @param known all of them
   * @param fulfilling those for which the condition holds
   */
  public record Count(long known, long fulfilling) {}
}
