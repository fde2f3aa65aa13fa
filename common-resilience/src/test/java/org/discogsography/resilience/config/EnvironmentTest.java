package org.discogsography.resilience.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EnvironmentTest {
  @Test
  void takesDefaultsWhereNothingIsSet() {
    Environment environment = Environment.of(Map.of("EMPTY", ""));

    assertThat(environment.text("HOST", "127.0.0.1")).isEqualTo("127.0.0.1");
    assertThat(environment.text("EMPTY", "default")).isEqualTo("default");
    assertThat(environment.integer("PORT", 8000, 0, 65_535)).isEqualTo(8000);
    assertThat(environment.seconds("LIMIT", Duration.ofSeconds(2))).hasSeconds(2);
    assertThat(environment.flag("SWITCH", true)).isTrue();
    assertThat(environment.optional("NOTHING")).isNull();
    assertThatCode(environment::check).doesNotThrowAnyException();
  }

  @Test
  void readsWhatIsSet() {
    Environment environment =
        Environment.of(Map.of("HOST", "::1", "PORT", " 9 ", "LIMIT", "0.25", "SWITCH", "false"));

    assertThat(environment.required("HOST")).isEqualTo("::1");
    assertThat(environment.integer("PORT", 8000, 0, 65_535)).isEqualTo(9);
    assertThat(environment.seconds("LIMIT", Duration.ofSeconds(2))).hasMillis(250);
    assertThat(environment.flag("SWITCH", true)).isFalse();
    assertThatCode(environment::check).doesNotThrowAnyException();
  }

  @Test
  void reportsAllProblemsTogetherAndNoValue() {
    Environment environment =
        Environment.of(Map.of("PORT", "hunter2", "LIMIT", "-1", "SWITCH", "hunter2", "SMALL", "0"));
    environment.required("USERNAME");
    environment.integer("PORT", 8000, 0, 65_535);
    environment.integer("SMALL", 5, 1, 9);
    environment.seconds("LIMIT", Duration.ofSeconds(2));
    environment.flag("SWITCH", true);

    ConfigurationException problems =
        catchThrowableOfType(ConfigurationException.class, environment::check);

    assertThat(problems.problems())
        .containsExactly(
            "USERNAME is not set.",
            "PORT is not a whole number from 0 to 65535.",
            "SMALL is not a whole number from 1 to 9.",
            "LIMIT is not a number of seconds greater than 0.",
            "SWITCH is not true or false.");
    assertThat(problems).hasMessageNotContaining("hunter2");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "NaN", "Infinity", "1e10", "ten", "0.0001", "0x1p3"})
  void refusesWhatIsNoDuration(String text) {
    Environment environment = Environment.of(Map.of("LIMIT", text));
    environment.seconds("LIMIT", Duration.ofSeconds(2));

    assertThat(catchThrowableOfType(ConfigurationException.class, environment::check)).isNotNull();
  }

  @Test
  void readsASecretFromAFileWithoutItsLineEnd(@TempDir Path directory) throws IOException {
    Path secret = Files.writeString(directory.resolve("password"), " s3cret \n");
    Environment environment = Environment.of(Map.of("PASSWORD_FILE", secret.toString()));

    assertThat(environment.required("PASSWORD")).isEqualTo(" s3cret ");
  }

  @Test
  void refusesAVariableThatIsGivenTwice(@TempDir Path directory) throws IOException {
    Path secret = Files.writeString(directory.resolve("password"), "one");
    Environment environment =
        Environment.of(Map.of("PASSWORD", "two", "PASSWORD_FILE", secret.toString()));
    environment.optional("PASSWORD");

    assertThat(catchThrowableOfType(ConfigurationException.class, environment::check).problems())
        .containsExactly("PASSWORD is set, and so is PASSWORD_FILE; keep one of them.");
  }

  @Test
  void saysWhichFileCannotBeRead(@TempDir Path directory) {
    String missing = directory.resolve("missing").toString();
    Environment environment = Environment.of(Map.of("PASSWORD_FILE", missing));
    environment.required("PASSWORD");

    assertThat(catchThrowableOfType(ConfigurationException.class, environment::check).problems())
        .contains("PASSWORD_FILE names a file that cannot be read: " + missing + ".");
  }

  @Test
  void reportsAProblemOnceHoweverOftenTheVariableIsRead() {
    Environment environment = Environment.of(Map.of("PORT", "many"));
    environment.integer("PORT", 1, 1, 9);
    environment.integer("PORT", 1, 1, 9);

    assertThat(catchThrowableOfType(ConfigurationException.class, environment::check).problems())
        .hasSize(1);
  }

  @Test
  void remembersWhatWasAskedFor() {
    Environment environment = Environment.of(Map.of("PORT", "7"));
    environment.integer("PORT", 8000, 0, 65_535);
    environment.seconds("LIMIT", Duration.ofMillis(2500));
    environment.seconds("LONG", Duration.ofSeconds(600));
    environment.required("USERNAME");
    environment.optional("TOKEN");

    assertThat(environment.asked())
        .containsExactly(
            new Setting("PORT", "8000"),
            new Setting("LIMIT", "2.5"),
            new Setting("LONG", "600"),
            new Setting("USERNAME", ""),
            new Setting("TOKEN", ""));
  }
}
