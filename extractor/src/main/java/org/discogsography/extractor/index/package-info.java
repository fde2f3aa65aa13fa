/**
 * What the broker has confirmed, per type and id. The one mechanism behind resuming, sending only
 * what changed, and finding out what is gone.
 */
@NullMarked
package org.discogsography.extractor.index;

import org.jspecify.annotations.NullMarked;
