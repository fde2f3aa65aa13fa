/** What went wrong, in the words that every driver's errors are translated into. */
@NullMarked
package org.discogsography.resilience.failure;

import org.jspecify.annotations.NullMarked;
