/** The tables in PostgreSQL, as a comparison sees them. */
@NullMarked
package org.discogsography.verify.table;

import org.jspecify.annotations.NullMarked;
