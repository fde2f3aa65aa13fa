/** Watching an ingestion from outside: what the extractor read, what both stores hold. */
@NullMarked
package org.discogsography.localstack.ingest;

import org.jspecify.annotations.NullMarked;
