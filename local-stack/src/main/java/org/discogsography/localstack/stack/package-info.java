/** The stack of one work directory: three servers and the four services of the platform. */
@NullMarked
package org.discogsography.localstack.stack;

import org.jspecify.annotations.NullMarked;
