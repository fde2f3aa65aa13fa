package org.discogsography.tableinator;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.discogsography.messages.EntityType;
import org.discogsography.messages.RecordMessage;
import org.discogsography.messages.Version;
import org.discogsography.resilience.worker.Decoded.Malformed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BodyCheckTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"id\":7,\"name\":\"ordinary\"}",
        "{\"id\":\"7\",\"aliases\":[{\"id\":8}]}",
        "{\"id\":0.7e1}",
        "{\"id\":7,\"name\":\"\\ud83d\\ude00\"}",
        "{\"id\":8,\"id\":7}",
      })
  void saysNothingOfWhatPostgresTakes(String body) {
    assertThat(check(body)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "`{\"id\":7,`,malformed_json",
        "`{\"id\":07}`,malformed_json",
        "`{\"id\":7,\"name\":\"\\u0000\"}`,unstorable_text",
        "`{\"id\":7,\"\\u0000\":1}`,unstorable_text",
        "`{\"id\":7,\"name\":\"\\ud83d\"}`,unstorable_text",
        "`{\"id\":7,\"name\":\"\\ude00\\ud83d\"}`,unstorable_text",
        "`{\"name\":\"x\",\"id\":8}`,different_id",
        "`{\"id\":99999999999999999999}`,different_id",
        "`{\"name\":\"x\",\"aliases\":[{\"id\":7}]}`,different_id",
        "`{\"id\":{\"id\":7}}`,different_id",
        "`[7]`,different_id",
      })
  void seesWhatPostgresRefuses(String body, String reason) {
    assertThat(check(body).map(Malformed::reason)).contains(reason);
  }

  @Test
  void leavesToPostgresWhatIsTooDeepForTheParser() {
    assertThat(check("{\"id\":7,\"a\":" + "[".repeat(2_000) + "]".repeat(2_000) + "}")).isEmpty();
  }

  @Test
  void aDeleteHasNoBody() {
    assertThat(BodyCheck.of(new RecordMessage.Delete(EntityType.ARTISTS, 7, new Version(1, 1))))
        .isEmpty();
  }

  private static Optional<Malformed<RecordMessage>> check(String body) {
    return BodyCheck.of(
        new RecordMessage.Upsert(
            EntityType.ARTISTS,
            7,
            new Version(20260101, 1),
            new byte[32],
            false,
            body.getBytes(UTF_8)));
  }
}
