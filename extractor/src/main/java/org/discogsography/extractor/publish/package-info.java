/** Records on their way to the broker. */
@NullMarked
package org.discogsography.extractor.publish;

import org.jspecify.annotations.NullMarked;
