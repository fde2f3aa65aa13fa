/** What a service says of itself: components, their status, liveness and readiness. */
@NullMarked
package org.discogsography.resilience.health;

import org.jspecify.annotations.NullMarked;
