/**
 * A resilient dependency as operators see it: one snapshot, from which every body of the operations
 * API, every alert and every recommendation is made.
 */
@NullMarked
package org.discogsography.resilience.resource;

import org.jspecify.annotations.NullMarked;
