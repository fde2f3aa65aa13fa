package org.discogsography.verify.record;

/**
 * A relationship that a record owns.
 *
 * @param type as in the graph, such as {@code BY}
 * @param label of the node it leads to
 * @param target that node's id ({@link Long}) or name ({@link String})
 */
public record Link(String type, String label, Object target) {
  /** Everything but the target, such as {@code BY Artist}. */
  public String kind() {
    return type + " " + label;
  }

  @Override
  public String toString() {
    return kind() + " " + target;
  }
}
