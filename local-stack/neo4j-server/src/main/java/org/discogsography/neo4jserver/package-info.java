/** Neo4j Community in a JVM of its own. */
@NullMarked
package org.discogsography.neo4jserver;

import org.jspecify.annotations.NullMarked;
