package org.discogsography.extractor.record;

import java.io.OutputStream;
import java.util.Arrays;

/** A growing array of bytes that can be looked into and cut back. Not thread-safe. */
final class BodyBuffer extends OutputStream {
  private byte[] bytes;
  private int size;

  BodyBuffer(int capacity) {
    this.bytes = new byte[capacity];
  }

  byte[] bytes() {
    return bytes;
  }

  int size() {
    return size;
  }

  void truncate(int newSize) {
    size = newSize;
  }

  @Override
  public void write(int b) {
    ensure(1);
    bytes[size++] = (byte) b;
  }

  @Override
  public void write(byte[] source, int offset, int length) {
    ensure(length);
    System.arraycopy(source, offset, bytes, size, length);
    size += length;
  }

  private void ensure(int more) {
    if (size + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length + bytes.length / 2, size + more));
    }
  }
}
