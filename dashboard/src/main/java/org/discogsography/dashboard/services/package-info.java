/** What the services say of themselves, and what to think of those that say nothing. */
@NullMarked
package org.discogsography.dashboard.services;

import org.jspecify.annotations.NullMarked;
