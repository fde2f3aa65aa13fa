/** The HTTP port of a service: health, metrics and what the service adds. */
@NullMarked
package org.discogsography.resilience.operations;

import org.jspecify.annotations.NullMarked;
