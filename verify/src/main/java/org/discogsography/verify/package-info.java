/** Tools for operators: scripts/verify and scripts/dlq. */
@NullMarked
package org.discogsography.verify;

import org.jspecify.annotations.NullMarked;
