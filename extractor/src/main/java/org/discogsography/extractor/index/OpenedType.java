package org.discogsography.extractor.index;

import org.discogsography.messages.Version;

/**
 * What a pass over one type works with.
 *
 * @param index to be closed by the pass
 * @param version of everything that the pass sends
 */
public record OpenedType(PublishedIndex index, Version version) {}
