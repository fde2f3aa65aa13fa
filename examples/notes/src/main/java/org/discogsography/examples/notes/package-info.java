/** Notes that people leave, kept in PostgreSQL: how a service uses the library. */
@NullMarked
package org.discogsography.examples.notes;

import org.jspecify.annotations.NullMarked;
