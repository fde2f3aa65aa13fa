/** The graph in Neo4j, as a comparison sees it. */
@NullMarked
package org.discogsography.verify.graph;

import org.jspecify.annotations.NullMarked;
