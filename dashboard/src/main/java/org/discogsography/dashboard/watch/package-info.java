/** Asking others again and again without being held up by any of them. */
@NullMarked
package org.discogsography.dashboard.watch;

import org.jspecify.annotations.NullMarked;
