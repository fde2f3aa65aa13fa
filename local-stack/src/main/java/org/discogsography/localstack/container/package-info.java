/** Servers as containers, where a Docker engine answers. */
@NullMarked
package org.discogsography.localstack.container;

import org.jspecify.annotations.NullMarked;
