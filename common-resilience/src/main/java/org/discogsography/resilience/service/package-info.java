/** How a service starts, runs and stops as a process. */
@NullMarked
package org.discogsography.resilience.service;

import org.jspecify.annotations.NullMarked;
