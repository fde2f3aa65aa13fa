/** The stages of an extraction side by side: inflate and cut, parse and encode, hand over. */
@NullMarked
package org.discogsography.extractor.pipeline;

import org.jspecify.annotations.NullMarked;
