/** Dead letters: list, show, replay, discard. */
@NullMarked
package org.discogsography.verify.deadletter;

import org.jspecify.annotations.NullMarked;
