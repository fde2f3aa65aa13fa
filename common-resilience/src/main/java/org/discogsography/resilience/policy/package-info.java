/**
 * How callers of a dependency behave when it fails: breaker and retries, per kind of failure, on
 * Failsafe. Settings are immutable; {@link CallPolicy} is the one place that changes them at run
 * time.
 */
@NullMarked
package org.discogsography.resilience.policy;

import org.jspecify.annotations.NullMarked;
