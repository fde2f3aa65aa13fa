/** A dump against the stores: report and repair. */
@NullMarked
package org.discogsography.verify.compare;

import org.jspecify.annotations.NullMarked;
