package org.discogsography.localstack.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

final class ExtractionTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  @Test
  void readsTheExtractorsAccount() {
    Extraction extraction =
        extraction("{\"state\":\"complete\",\"types\":{\"artists\":{\"records\":7,\"read\":9}}}");
    assertThat(extraction.complete()).isTrue();
    assertThat(extraction.records()).containsEntry(Kind.ARTISTS, 7L).containsEntry(Kind.LABELS, 0L);
  }

  @Test
  void collectsWhatWentWrong() {
    Extraction extraction =
        extraction("{\"state\":\"failed\",\"types\":{\"labels\":{\"problem\":\"Truncated.\"}}}");
    assertThat(extraction.failed()).isTrue();
    assertThat(extraction.problem()).isEqualTo("Truncated.");
  }

  private static Extraction extraction(String details) {
    return Extraction.of(
        JSON.readTree("{\"components\":{\"extraction\":{\"details\":" + details + "}}}"));
  }
}
