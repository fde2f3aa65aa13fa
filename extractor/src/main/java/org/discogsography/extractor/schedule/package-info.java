/** When runs begin: periodically, by request, after a pause. */
@NullMarked
package org.discogsography.extractor.schedule;

import org.jspecify.annotations.NullMarked;
