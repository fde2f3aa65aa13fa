package org.discogsography.extractor.progress;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How the last run over a dump ended.
 *
 * @param result {@link ExtractionState#COMPLETE} or {@link ExtractionState#FAILED}
 * @param sent messages that were published
 */
public record LastRun(
    int dump, ExtractionState result, Instant ended, Duration took, long records, long sent) {
  Map<String, Object> details() {
    Map<String, Object> details = new LinkedHashMap<>();
    details.put("dump", dump);
    details.put("result", result.text());
    details.put("ended", ended.toString());
    details.put("seconds", took.toMillis() / 1000.0);
    details.put("records", records);
    details.put("published", sent);
    return details;
  }
}
