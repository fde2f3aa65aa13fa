/** Takes a server away and gives it back, while the dashboard watches. */
@NullMarked
package org.discogsography.localstack.rehearse;

import org.jspecify.annotations.NullMarked;
