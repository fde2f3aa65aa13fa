/** Processes that outlive the command that started them: starting, finding again, signals. */
@NullMarked
package org.discogsography.localstack.process;

import org.jspecify.annotations.NullMarked;
