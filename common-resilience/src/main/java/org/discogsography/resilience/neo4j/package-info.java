/**
 * Neo4j: the official driver, which owns the pool, inside deadlines, a probe and one vocabulary of
 * failures.
 */
@NullMarked
package org.discogsography.resilience.neo4j;

import org.jspecify.annotations.NullMarked;
