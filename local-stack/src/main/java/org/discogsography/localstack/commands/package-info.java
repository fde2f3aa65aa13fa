/** The commands behind the scripts. */
@NullMarked
package org.discogsography.localstack.commands;

import org.jspecify.annotations.NullMarked;
