/**
 * From a record's XML to its JSON. The four structures are tables of fields; one reader fills them
 * and one writer prints them.
 */
@NullMarked
package org.discogsography.extractor.record;

import org.jspecify.annotations.NullMarked;
