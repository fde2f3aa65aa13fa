/**
 * Protects the requests of any Javalin application from a database that is away, and the database
 * from them.
 */
@NullMarked
package org.discogsography.resilience.operations.middleware;

import org.jspecify.annotations.NullMarked;
