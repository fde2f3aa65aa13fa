/** The loop between a queue and a store: take a batch, write it, settle it. */
@NullMarked
package org.discogsography.resilience.worker;

import org.jspecify.annotations.NullMarked;
