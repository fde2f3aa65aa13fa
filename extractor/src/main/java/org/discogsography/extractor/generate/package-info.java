/**
 * Sample dumps: the structure, sizes and oddities of real ones, consistent with each other, with
 * every word invented. A record follows from the seed and its id alone, so a dump of any size needs
 * no memory.
 */
@NullMarked
package org.discogsography.extractor.generate;

import org.jspecify.annotations.NullMarked;
