package org.discogsography.extractor.pass;

import java.nio.file.Path;
import org.discogsography.extractor.pipeline.ExtractionSettings;

/**
 * How passes run.
 *
 * @param stateDirectory survives restarts and belongs to one extractor
 * @param malformedBudget malformed records after which a file counts as unusable; default 10,000
 */
public record PassSettings(
    Path stateDirectory, int malformedBudget, ExtractionSettings extraction) {
  public static final int DEFAULT_MALFORMED_BUDGET = 10_000;

  Path quarantine() {
    return stateDirectory.resolve("quarantine");
  }
}
