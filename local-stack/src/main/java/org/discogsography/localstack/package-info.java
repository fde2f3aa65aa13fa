/** Real PostgreSQL, Neo4j and RabbitMQ servers as processes of this machine. */
@NullMarked
package org.discogsography.localstack;

import org.jspecify.annotations.NullMarked;
