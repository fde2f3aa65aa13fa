package org.discogsography.extractor.pipeline;

/**
 * How an extraction runs.
 *
 * @param encoders threads that parse, encode and hash; default one per processor, at most 8
 * @param greatestId records with a greater id are malformed; default 200 million
 */
public record ExtractionSettings(int encoders, long greatestId) {
  private static final int MOST_ENCODERS = 8;
  private static final long GREATEST_ID = 200_000_000;

  public static ExtractionSettings defaults() {
    int processors = Runtime.getRuntime().availableProcessors();
    return new ExtractionSettings(Math.clamp(processors, 1, MOST_ENCODERS), GREATEST_ID);
  }
}
