/**
 * From compressed bytes to chunks of whole records. Finds where records begin and end without
 * parsing them, so that a broken one costs only itself and chunks can be parsed side by side.
 */
@NullMarked
package org.discogsography.extractor.frame;

import org.jspecify.annotations.NullMarked;
