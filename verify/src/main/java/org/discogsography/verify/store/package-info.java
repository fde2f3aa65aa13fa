/** What a comparison needs of a store, and what it finds there. */
@NullMarked
package org.discogsography.verify.store;

import org.jspecify.annotations.NullMarked;
