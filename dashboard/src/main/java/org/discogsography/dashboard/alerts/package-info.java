/** What somebody should know now, since when, on what evidence, and what to do about it. */
@NullMarked
package org.discogsography.dashboard.alerts;

import org.jspecify.annotations.NullMarked;
