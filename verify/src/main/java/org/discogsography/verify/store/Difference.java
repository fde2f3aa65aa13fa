package org.discogsography.verify.store;

import org.discogsography.messages.Version;
import org.jspecify.annotations.Nullable;

/**
 * One record that a store has otherwise than the dump.
 *
 * @param version that the store has, or null where it has none
 * @param detail for people
 */
public record Difference(Kind kind, long id, @Nullable Version version, String detail) {}
