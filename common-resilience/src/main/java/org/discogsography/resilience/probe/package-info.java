/**
 * Finding out, in the background, whether a server takes work, and waking those who wait for it.
 */
@NullMarked
package org.discogsography.resilience.probe;

import org.jspecify.annotations.NullMarked;
