/**
 * The operations API: what a service tells of its dependencies over HTTP, and what an authorised
 * operator can do to them. Three addresses with three bodies, because their users know them; one
 * snapshot behind all.
 */
@NullMarked
package org.discogsography.resilience.operations.api;

import org.jspecify.annotations.NullMarked;
