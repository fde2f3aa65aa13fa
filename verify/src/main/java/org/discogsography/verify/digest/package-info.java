/** Order-independent checksums of ranges of ids. */
@NullMarked
package org.discogsography.verify.digest;

import org.jspecify.annotations.NullMarked;
