/** The dashboard: what is put together from where. */
@NullMarked
package org.discogsography.dashboard;

import org.jspecify.annotations.NullMarked;
