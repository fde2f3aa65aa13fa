/** What changed, and what was away from when to when. */
@NullMarked
package org.discogsography.dashboard.events;

import org.jspecify.annotations.NullMarked;
