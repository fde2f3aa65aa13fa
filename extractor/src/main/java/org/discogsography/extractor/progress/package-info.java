/** How far an extraction is: counters, a bar or lines for people, details for health. */
@NullMarked
package org.discogsography.extractor.progress;

import org.jspecify.annotations.NullMarked;
