/** Dumps, read as the extractor reads them. */
@NullMarked
package org.discogsography.verify.dump;

import org.jspecify.annotations.NullMarked;
