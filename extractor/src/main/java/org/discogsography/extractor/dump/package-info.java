/** The directory of dumps: which files there are, and whether they are whole. */
@NullMarked
package org.discogsography.extractor.dump;

import org.jspecify.annotations.NullMarked;
