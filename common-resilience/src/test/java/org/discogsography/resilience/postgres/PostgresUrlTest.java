package org.discogsography.resilience.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PostgresUrlTest {
  @Test
  void readsEveryPart() {
    assertThat(
            PostgresUrl.parse(
                "postgresql://me:secret@db.example:5433/music?sslmode=require&connect_timeout=5"))
        .isEqualTo(
            new PostgresUrl(
                "me",
                "secret",
                "db.example",
                5433,
                "music",
                Map.of("sslmode", "require", "connect_timeout", "5")));
  }

  @Test
  void decodesPercentSignsAndLeavesPlusSigns() {
    PostgresUrl url = PostgresUrl.parse("postgres://a%40b:p%2Fw%3a+%25@h/d%20b?sslrootcert=%2Fca");

    assertThat(url.user()).isEqualTo("a@b");
    assertThat(url.password()).isEqualTo("p/w:+%");
    assertThat(url.database()).isEqualTo("d b");
    assertThat(url.option("sslrootcert")).isEqualTo("/ca");
  }

  @Test
  void whatIsLeftOutIsEmpty() {
    assertThat(PostgresUrl.parse("postgresql+psycopg2://[::1]"))
        .isEqualTo(new PostgresUrl("", "", "[::1]", 0, "", Map.of()));
  }

  @Test
  void thePasswordIsNotShown() {
    assertThat(PostgresUrl.parse("postgresql://me:secret@h/d").toString()).doesNotContain("secret");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "mysql://h/d",
        "h:5432",
        "postgresql://h:0/d",
        "postgresql://h:65536/d",
        "postgresql://one,two/d",
        "postgresql://me:%zz@h/d"
      })
  void refusesWhatItCannotRead(String text) {
    assertThatThrownBy(() -> PostgresUrl.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }
}
