package org.discogsography.verify.record;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A record as the extractor would send it.
 *
 * @param sha256 of the body; 32 bytes
 * @param body JSON in UTF-8
 */
public record DumpRecord(long id, byte[] sha256, byte[] body) {
  /** The body, parsed. */
  public JsonNode json() {
    return JsonMapper.shared().readTree(body);
  }
}
