package org.discogsography.extractor.pass;

import org.discogsography.extractor.pipeline.ExtractionSettings;

/**
 * How passes run.
 *
 * @param malformedBudget malformed records after which a file counts as unusable; default 10,000
 * @param deletionShare the greatest share of the known records that a pass deletes, from 0 to 1;
 *     default 0.1
 */
public record PassSettings(
    int malformedBudget, double deletionShare, ExtractionSettings extraction) {
  /** Everything by default. */
  public static PassSettings defaults() {
    return new PassSettings(10_000, 0.1, ExtractionSettings.defaults());
  }
}
