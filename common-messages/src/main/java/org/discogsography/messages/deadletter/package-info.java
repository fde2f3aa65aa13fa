/** Dead letters: list, show, replay, discard. */
@NullMarked
package org.discogsography.messages.deadletter;

import org.jspecify.annotations.NullMarked;
