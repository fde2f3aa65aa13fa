package org.discogsography.extractor.frame;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import org.discogsography.messages.EntityType;

/**
 * Finds the records of a dump by their tags alone: the root's, the records' and nothing else is
 * looked at, because only a label's records hold tags of their own name. Every other mistake inside
 * a record is left to the parser.
 */
final class RecordScanner {
  /** With this many blanks after the last byte of a file its last tag can be recognised. */
  static final int REACH = 16;

  /** Receives what was found; offsets are those of the scanned buffer. */
  interface Found {
    void record(int start, int end);

    void malformed(int start, int end, String reason, String detail);
  }

  private enum Place {
    BEFORE_ROOT,
    BETWEEN_RECORDS,
    STRAY,
    IN_RECORD,
    AFTER_ROOT
  }

  private final EntityType type;
  private final Tag root;
  private final Tag record;
  private final byte initial;
  private final Found found;
  private Place place = Place.BEFORE_ROOT;
  private int depth;
  private int open;
  private int position;

  RecordScanner(EntityType type, Found found) {
    this.type = type;
    this.root = new Tag(type.plural());
    this.record = new Tag(type.singular());
    this.initial = (byte) type.singular().charAt(0);
    this.found = found;
  }

  boolean inRecord() {
    return place == Place.IN_RECORD;
  }

  boolean afterRoot() {
    return place == Place.AFTER_ROOT;
  }

  boolean beforeRoot() {
    return place == Place.BEFORE_ROOT;
  }

  /** The first byte that is still needed: an open record's, else the next one to look at. */
  int keepFrom() {
    return inRecord() ? open : position;
  }

  /** The next byte to look at. */
  int position() {
    return position;
  }

  /** The buffer's first bytes were dropped. */
  void shift(int dropped) {
    position -= dropped;
    open = Math.max(open - dropped, 0);
  }

  /**
   * Looks at everything up to the limit that can be decided.
   *
   * @throws MisplacedContentException if this is not a dump of that type
   */
  void scan(byte[] bytes, int limit) throws MisplacedContentException {
    while (true) {
      skip(bytes, limit);
      if (position + REACH > limit) {
        return;
      }
      int next = markup(bytes, limit);
      if (next == Tag.UNDECIDED) {
        return;
      }
      position = next;
    }
  }

  private void skip(byte[] bytes, int limit) throws MisplacedContentException {
    if (place == Place.IN_RECORD) {
      position = interesting(bytes, position, limit);
      return;
    }
    while (position < limit && bytes[position] != '<') {
      byte b = bytes[position];
      if (b != '\n' && b != ' ' && b != '\r' && b != '\t' && !byteOrderMark(bytes)) {
        misplaced(bytes, limit);
      }
      position++;
    }
  }

  private int interesting(byte[] bytes, int from, int limit) {
    int end = limit - REACH;
    for (int i = Tag.next(bytes, from, end); i <= end; i = Tag.next(bytes, i + 1, end)) {
      byte next = bytes[i + 1] == '/' ? bytes[i + 2] : bytes[i + 1];
      if (next == initial || next == '!' || next == '?') {
        return i;
      }
    }
    return Math.max(from, end + 1);
  }

  /** Returns where to go on, or that there are not enough bytes to tell. */
  private int markup(byte[] bytes, int limit) throws MisplacedContentException {
    byte next = bytes[position + 1];
    if (next == '!' || next == '?') {
      Markup markup = Markup.at(bytes, position, limit);
      if (markup == Markup.DECLARATION && place != Place.IN_RECORD) {
        return misplaced(bytes, limit);
      }
      return afterMarkup(markup.end(bytes, position, limit), bytes, limit);
    }
    return switch (place) {
      case BEFORE_ROOT -> rootTag(bytes, limit);
      case BETWEEN_RECORDS, STRAY -> tagBetweenRecords(bytes, limit);
      case IN_RECORD -> tagInRecord(bytes, limit);
      case AFTER_ROOT -> misplaced(bytes, limit);
    };
  }

  /**
   * The end of markup, unless the record's end was forgotten together with it: no text of a dump
   * has a line that begins with the tag of the next record, or with the end of the root.
   */
  private int afterMarkup(int end, byte[] bytes, int limit) {
    if (place != Place.IN_RECORD) {
      return end;
    }
    // No tag can be recognised across the markup's own end, so that nothing after it is looked at.
    int last = end == Tag.UNDECIDED ? limit - REACH : end;
    for (int i = position + 1; i < last; i++) {
      if (bytes[i] == '<'
          && bytes[i - 1] == '\n'
          && (record.opensAt(bytes, i) || root.closesAt(bytes, i))) {
        position = i;
        cutOff();
        return i;
      }
    }
    return end;
  }

  private int rootTag(byte[] bytes, int limit) throws MisplacedContentException {
    if (!root.opensAt(bytes, position)) {
      return misplaced(bytes, limit);
    }
    int end = Tag.end(bytes, position, limit);
    if (end != Tag.UNDECIDED) {
      place = selfClosing(bytes, end) ? Place.AFTER_ROOT : Place.BETWEEN_RECORDS;
    }
    return end;
  }

  private int tagBetweenRecords(byte[] bytes, int limit) throws MisplacedContentException {
    if (record.opensAt(bytes, position)) {
      return begin(bytes, limit);
    }
    if (root.closesAt(bytes, position)) {
      int end = Tag.end(bytes, position, limit);
      place = end == Tag.UNDECIDED ? place : Place.AFTER_ROOT;
      return end;
    }
    return misplaced(bytes, limit);
  }

  private int tagInRecord(byte[] bytes, int limit) {
    if (record.closesAt(bytes, position)) {
      return close(Tag.end(bytes, position, limit));
    }
    if (record.opensAt(bytes, position)) {
      return nested(bytes, limit);
    }
    if (root.closesAt(bytes, position)) {
      cutOff();
      return position;
    }
    return position + 1;
  }

  private int close(int end) {
    if (end != Tag.UNDECIDED) {
      depth--;
      if (depth == 0) {
        place = Place.BETWEEN_RECORDS;
        found.record(open, end);
      }
    }
    return end;
  }

  /** A tag of the record's own name: a sublabel, or the next record after one without an end. */
  private int nested(byte[] bytes, int limit) {
    if (type != EntityType.LABELS || bytes[position - 1] == '\n') {
      cutOff();
      return position;
    }
    int end = Tag.end(bytes, position, limit);
    if (end != Tag.UNDECIDED && !selfClosing(bytes, end)) {
      depth++;
    }
    return end;
  }

  private void cutOff() {
    place = Place.BETWEEN_RECORDS;
    found.malformed(open, position, "cut_off", "The record has no end.");
  }

  private int begin(byte[] bytes, int limit) {
    int end = Tag.end(bytes, position, limit);
    if (end == Tag.UNDECIDED) {
      return end;
    }
    if (selfClosing(bytes, end)) {
      place = Place.BETWEEN_RECORDS;
      found.record(position, end);
    } else {
      place = Place.IN_RECORD;
      open = position;
      depth = 1;
    }
    return end;
  }

  /** Returns the position after it, where that is no reason to give the whole file up. */
  private int misplaced(byte[] bytes, int limit) throws MisplacedContentException {
    switch (place) {
      case BEFORE_ROOT, AFTER_ROOT ->
          throw new MisplacedContentException(beforeRoot(), excerpt(bytes, position, limit));
      case BETWEEN_RECORDS -> {
        place = Place.STRAY;
        found.malformed(position, position, "stray_content", "Something else than a record.");
      }
      case STRAY, IN_RECORD -> {
        // Reported where it began.
      }
    }
    return position + 1;
  }

  private static boolean selfClosing(byte[] bytes, int end) {
    return bytes[end - 2] == '/';
  }

  private boolean byteOrderMark(byte[] bytes) {
    byte b = bytes[position];
    return beforeRoot()
        && position < 3
        && (b == (byte) 0xef || b == (byte) 0xbb || b == (byte) 0xbf)
        && bytes[0] == (byte) 0xef;
  }

  private static String excerpt(byte[] bytes, int position, int limit) {
    int length = Math.min(REACH, limit - position);
    return new String(bytes, position, length, ISO_8859_1).replaceAll("[^ -~]", "?").strip();
  }
}
