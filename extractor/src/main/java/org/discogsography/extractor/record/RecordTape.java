package org.discogsography.extractor.record;

import java.util.Arrays;

/**
 * One record in two arrays, used again for the next: the characters of its texts, and the structure
 * as integers. An object is one cell per field, holding the address of the field's value or 0; a
 * text is its start and length; a number is two halves; a list is the addresses of its first and
 * last item, and each item is the address of the next, followed by its value. Not thread-safe.
 */
final class RecordTape {
  /** A body may have 1 MiB, and a character never takes less than a byte. */
  static final int MAX_CHARACTERS = 1 << 20;

  private char[] text = new char[1 << 14];
  private int textEnd;
  private int[] cells = new int[1 << 12];
  private int end = 1;

  void clear() {
    textEnd = 0;
    end = 1;
  }

  char[] text() {
    return text;
  }

  int textEnd() {
    return textEnd;
  }

  /** Forgets the characters from a place on. */
  void truncateText(int from) {
    textEnd = from;
  }

  void append(char[] source, int start, int length) throws MalformedRecordException {
    ensureText(length);
    System.arraycopy(source, start, text, textEnd, length);
    textEnd += length;
  }

  void append(String source) throws MalformedRecordException {
    ensureText(source.length());
    source.getChars(0, source.length(), text, textEnd);
    textEnd += source.length();
  }

  int cell(int address) {
    return cells[address];
  }

  void set(int address, int value) {
    cells[address] = value;
  }

  long number(int address) {
    return ((long) cells[address] << 32) | (cells[address + 1] & 0xffff_ffffL);
  }

  /** Room for values that are all 0; returns its address. */
  int reserve(int size) {
    if (end + size > cells.length) {
      cells = Arrays.copyOf(cells, Math.max(2 * cells.length, end + size));
    }
    Arrays.fill(cells, end, end + size, 0);
    end += size;
    return end - size;
  }

  /** Gives up everything that was reserved since this address was. */
  void release(int address) {
    end = address;
  }

  /** The text from a place on as a value; returns its address. */
  int addText(int start) {
    return addPair(start, textEnd - start);
  }

  int addNumber(long number) {
    return addPair((int) (number >>> 32), (int) number);
  }

  int addFlag(int value) {
    int address = reserve(1);
    cells[address] = value;
    return address;
  }

  private int addPair(int first, int second) {
    int address = reserve(2);
    cells[address] = first;
    cells[address + 1] = second;
    return address;
  }

  private void ensureText(int length) throws MalformedRecordException {
    int needed = textEnd + length;
    if (needed > MAX_CHARACTERS) {
      throw new MalformedRecordException(
          "too_large", "The record has more than " + MAX_CHARACTERS + " characters of text.");
    }
    if (needed > text.length) {
      text = Arrays.copyOf(text, Math.max(2 * text.length, needed));
    }
  }
}
