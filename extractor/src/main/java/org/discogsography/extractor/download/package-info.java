/** Gets dumps from the dump site: politely, verified, and only what is not there yet. */
@NullMarked
package org.discogsography.extractor.download;

import org.jspecify.annotations.NullMarked;
