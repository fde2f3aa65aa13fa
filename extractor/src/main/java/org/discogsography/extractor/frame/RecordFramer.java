package org.discogsography.extractor.frame;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.ZipException;
import org.discogsography.messages.EntityType;
import org.jspecify.annotations.Nullable;

/**
 * Cuts the XML of a dump into chunks of whole records. Holds one chunk, whatever the file's size; a
 * record of more than {@link #MAX_RECORD_BYTES} is malformed and passed over. When the file breaks
 * off, what is whole before that point is still returned. Not thread-safe.
 */
public final class RecordFramer {
  /** More bytes of XML than any JSON of the permitted size can come from: 4 MiB. */
  public static final int MAX_RECORD_BYTES = 4 << 20;

  private static final int CHUNK_BYTES = 256 << 10;

  private final InputStream in;
  private final EntityType type;
  private final RecordScanner scanner;
  private byte[] buffer = new byte[CHUNK_BYTES];
  private int limit;
  private long base;
  private Spans spans = new Spans();
  private List<Malformed> malformed = new ArrayList<>();
  private boolean oversized;
  private boolean endOfInput;
  private @Nullable DumpFormatException failure;

  /**
   * Begins with the first byte of a file.
   *
   * @param in the inflated dump, not closed here
   */
  public RecordFramer(EntityType type, InputStream in) {
    this.in = in;
    this.type = type;
    this.scanner = new RecordScanner(type, new Collector());
  }

  /**
   * The next chunk, or null after the end of the root element.
   *
   * @throws DumpFormatException if the file is cut off, corrupt or not a dump of this type
   */
  public @Nullable RecordChunk next() throws DumpFormatException {
    while (failure == null && !endOfInput) {
      if (limit == buffer.length) {
        if (somethingFound()) {
          return cut();
        }
        makeRoom();
      }
      fill();
    }
    if (somethingFound()) {
      return cut();
    }
    if (failure != null) {
      throw failure;
    }
    return null;
  }

  private boolean somethingFound() {
    return spans.count() > 0 || !malformed.isEmpty();
  }

  private void fill() {
    try {
      int n = in.read(buffer, limit, buffer.length - limit);
      if (n < 0) {
        end();
      } else {
        limit += n;
        scanner.scan(buffer, limit);
      }
    } catch (MisplacedContentException e) {
      failure = e.at(base + scanner.position(), type.plural());
    } catch (DumpFormatException e) {
      failure = e;
    } catch (EOFException e) {
      failure = failed("is cut off: the compressed data ends too early", e);
    } catch (ZipException e) {
      failure = failed("is corrupt: " + e.getMessage(), e);
    } catch (IOException e) {
      failure = failed("cannot be read: " + e.getMessage(), e);
    }
  }

  private void end() throws MisplacedContentException {
    endOfInput = true;
    byte[] padded = Arrays.copyOf(buffer, limit + RecordScanner.REACH);
    Arrays.fill(padded, limit, padded.length, (byte) ' ');
    scanner.scan(padded, padded.length);
    if (!scanner.afterRoot()) {
      String where = scanner.inRecord() ? "inside a record, " : "";
      failure =
          new DumpFormatException(
              base + limit, "is cut off: it ends " + where + "before </" + type.plural() + ">");
    }
  }

  private DumpFormatException failed(String message, IOException cause) {
    return new DumpFormatException(base + limit, message, cause);
  }

  private RecordChunk cut() {
    RecordChunk chunk = new RecordChunk(base, base + keepFrom(), buffer, spans, malformed);
    spans = new Spans();
    malformed = new ArrayList<>();
    drop(new byte[Math.max(CHUNK_BYTES, 2 * (limit - keepFrom()))]);
    return chunk;
  }

  /** One record fills the buffer: more room for it, up to the limit; then it is passed over. */
  private void makeRoom() {
    if (keepFrom() > 0) {
      drop(buffer);
    } else if (buffer.length < MAX_RECORD_BYTES) {
      buffer = Arrays.copyOf(buffer, Math.min(2 * buffer.length, MAX_RECORD_BYTES));
    } else if (scanner.position() == 0) {
      failure = new DumpFormatException(base, "has markup without an end");
    } else {
      note(0, limit, "too_large", "The record has more than " + MAX_RECORD_BYTES + " bytes.");
      oversized = true;
      drop(buffer);
    }
  }

  private int keepFrom() {
    return oversized ? scanner.position() : Math.min(scanner.keepFrom(), limit);
  }

  private void drop(byte[] target) {
    int from = keepFrom();
    System.arraycopy(buffer, from, target, 0, limit - from);
    buffer = target;
    base += from;
    limit -= from;
    scanner.shift(from);
  }

  private void note(int start, int end, String reason, String detail) {
    malformed.add(new Malformed(base + start, LooseId.find(buffer, start, end), reason, detail));
  }

  private final class Collector implements RecordScanner.Found {
    @Override
    public void record(int start, int end) {
      if (oversized) {
        oversized = false;
      } else {
        spans.add(start, end);
      }
    }

    @Override
    public void malformed(int start, int end, String reason, String detail) {
      if (oversized) {
        oversized = false;
      } else {
        note(start, end, reason, detail);
      }
    }
  }
}
