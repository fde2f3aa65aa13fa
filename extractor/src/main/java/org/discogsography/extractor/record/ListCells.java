package org.discogsography.extractor.record;

/** Appends items to a list on a tape; the list comes into being with its first item. */
final class ListCells {
  private final RecordTape tape;
  private final int owner;

  /**
   * @param owner the cell that will hold the list's address, or does already
   */
  ListCells(RecordTape tape, int owner) {
    this.tape = tape;
    this.owner = owner;
  }

  void add(int item) {
    int list = tape.cell(owner);
    if (list == 0) {
      list = tape.reserve(2);
      tape.set(owner, list);
      tape.set(list, item);
    } else {
      tape.set(tape.cell(list + 1), item);
    }
    tape.set(list + 1, item);
  }
}
