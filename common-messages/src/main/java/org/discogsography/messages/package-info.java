/** The wire contract between the extractor and the workers. */
@NullMarked
package org.discogsography.messages;

import org.jspecify.annotations.NullMarked;
