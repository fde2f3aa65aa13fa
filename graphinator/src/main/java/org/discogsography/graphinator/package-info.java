/** Record messages into a graph in Neo4j. */
@NullMarked
package org.discogsography.graphinator;

import org.jspecify.annotations.NullMarked;
