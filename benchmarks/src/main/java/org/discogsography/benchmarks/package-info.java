/** Side-by-side measurements: each a ratio of two rates within one run on one machine. */
@NullMarked
package org.discogsography.benchmarks;

import org.jspecify.annotations.NullMarked;
