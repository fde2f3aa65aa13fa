/** The extractor: dumps to messages. */
@NullMarked
package org.discogsography.extractor;

import org.jspecify.annotations.NullMarked;
