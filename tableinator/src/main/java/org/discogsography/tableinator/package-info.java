/** Record messages into PostgreSQL: schema, sink and the service. */
@NullMarked
package org.discogsography.tableinator;

import org.jspecify.annotations.NullMarked;
