/** What the stores ought to hold for one record, derived from its JSON alone. */
@NullMarked
package org.discogsography.verify.record;

import org.jspecify.annotations.NullMarked;
