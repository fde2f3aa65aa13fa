/** A line between a client and a server that can be made to fail. */
@NullMarked
package org.discogsography.localstack.proxy;

import org.jspecify.annotations.NullMarked;
