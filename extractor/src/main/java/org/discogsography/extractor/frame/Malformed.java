package org.discogsography.extractor.frame;

import static java.util.Objects.requireNonNull;

/**
 * A record that is left out.
 *
 * @param position its first byte in the inflated file
 * @param id its id, or 0 where none could be read
 * @param reason a short constant word, such as {@code missing_id}
 * @param detail one sentence for people
 */
public record Malformed(long position, long id, String reason, String detail) {
  public Malformed {
    requireNonNull(reason, "reason is null");
    requireNonNull(detail, "detail is null");
  }
}
