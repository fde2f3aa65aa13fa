/** Where things are: the project, its work directory, free ports, the user that servers run as. */
@NullMarked
package org.discogsography.localstack.place;

import org.jspecify.annotations.NullMarked;
