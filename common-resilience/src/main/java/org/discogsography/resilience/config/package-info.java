/** Settings from the environment, validated together. */
@NullMarked
package org.discogsography.resilience.config;

import org.jspecify.annotations.NullMarked;
