/** Dead letters over HTTP: looked at by anybody, replayed and discarded with the token. */
@NullMarked
package org.discogsography.dashboard.deadletters;

import org.jspecify.annotations.NullMarked;
