/** One pass over one file of a dump: verify, extract, publish, and remember under which run. */
@NullMarked
package org.discogsography.extractor.pass;

import org.jspecify.annotations.NullMarked;
