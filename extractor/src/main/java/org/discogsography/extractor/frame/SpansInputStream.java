package org.discogsography.extractor.frame;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.InputStream;

/** Reads an opening tag, the spans without what is between them, and a closing tag. */
final class SpansInputStream extends InputStream {
  private static final byte[] OPENING = "<r>".getBytes(US_ASCII);
  private static final byte[] CLOSING = "</r>".getBytes(US_ASCII);

  private final byte[] bytes;
  private final Spans spans;
  private byte[] source = OPENING;
  private int position;
  private int end = OPENING.length;
  private int next;

  SpansInputStream(byte[] bytes, Spans spans, int first) {
    this.bytes = bytes;
    this.spans = spans;
    this.next = first;
  }

  @Override
  public int read() {
    return advance() ? source[position++] & 0xff : -1;
  }

  @Override
  public int read(byte[] target, int offset, int length) {
    if (!advance()) {
      return -1;
    }
    int n = Math.min(length, end - position);
    System.arraycopy(source, position, target, offset, n);
    position += n;
    return n;
  }

  private boolean advance() {
    while (position == end) {
      if (next < spans.count()) {
        source = bytes;
        position = spans.start(next);
        end = spans.end(next);
        next++;
      } else if (next == spans.count()) {
        source = CLOSING;
        position = 0;
        end = CLOSING.length;
        next++;
      } else {
        return false;
      }
    }
    return true;
  }
}
