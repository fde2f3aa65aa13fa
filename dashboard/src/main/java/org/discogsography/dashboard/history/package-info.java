/** What was, in bounded memory: rings of samples, with gaps where nothing was known. */
@NullMarked
package org.discogsography.dashboard.history;

import org.jspecify.annotations.NullMarked;
