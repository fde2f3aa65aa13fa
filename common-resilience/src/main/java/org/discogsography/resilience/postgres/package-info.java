/** PostgreSQL that may go away and come back: classifier, settings, pool and probe. */
@NullMarked
package org.discogsography.resilience.postgres;

import org.jspecify.annotations.NullMarked;
