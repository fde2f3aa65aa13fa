/** What the two stores hold, read through connections of the dashboard's own. */
@NullMarked
package org.discogsography.dashboard.stores;

import org.jspecify.annotations.NullMarked;
