/** The page and the JSON behind it. */
@NullMarked
package org.discogsography.dashboard.web;

import org.jspecify.annotations.NullMarked;
