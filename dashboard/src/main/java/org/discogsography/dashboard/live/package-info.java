/** One look at everything each second, for history, alerts, journal and every browser. */
@NullMarked
package org.discogsography.dashboard.live;

import org.jspecify.annotations.NullMarked;
