/** Outages, rehearsed or noticed: watched from the baseline to the verdict, and reported. */
@NullMarked
package org.discogsography.dashboard.rehearsal;

import org.jspecify.annotations.NullMarked;
