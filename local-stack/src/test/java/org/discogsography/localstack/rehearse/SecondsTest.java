package org.discogsography.localstack.rehearse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.ParseResult;

class SecondsTest {
  @Test
  void timesHaveUnitsAndAreSecondsWithoutOne() {
    Seconds seconds = new Seconds();

    assertThat(seconds.convert("90")).isEqualTo(Duration.ofSeconds(90));
    assertThat(seconds.convert("1.5s")).isEqualTo(Duration.ofMillis(1500));
    assertThat(seconds.convert("2m")).isEqualTo(Duration.ofMinutes(2));
    assertThat(seconds.convert("250ms")).isEqualTo(Duration.ofMillis(250));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0", "-1s", "61m", "soon", "1h"})
  void everythingElseIsRefused(String text) {
    assertThatThrownBy(() -> new Seconds().convert(text))
        .isInstanceOf(CommandLine.TypeConversionException.class);
  }

  @Test
  void aBaselineIsShorterThanTheDashboardWaits() {
    assertThat(new Seconds.OfBaseline().convert("9m")).isEqualTo(Duration.ofMinutes(9));
    assertThatThrownBy(
            () -> new CommandLine(new Rehearse()).parseArgs("neo4j", "--baseline", "10m"))
        .isInstanceOf(CommandLine.ParameterException.class)
        .hasMessageContaining("it is at most 9 minutes, because the dashboard gives up after ten");
  }

  @Test
  void queuesAreWaitedForAsLongAsTheyMayTake() {
    assertThat(longest("neo4j")).isBetween(Duration.ofMinutes(21), Duration.ofMinutes(25));
    assertThat(longest("neo4j", "--criteria", "drain=60m"))
        .isEqualTo(longest("neo4j").plusMinutes(50));
  }

  private static Duration longest(String... arguments) {
    Rehearse rehearse = new Rehearse();
    ParseResult ignored = new CommandLine(rehearse).parseArgs(arguments);
    return rehearse.longest();
  }

  @Test
  void criteriaAreNamesWithNumbersOrTimes() {
    ParseResult parsed =
        new CommandLine(new Rehearse())
            .parseArgs(
                "neo4j", "--criteria", "recover=15s", "other-rate=0.25", "--how", "kill", "--feed");

    assertThat(parsed.matchedOption("--criteria").<java.util.Map<String, Double>>getValue())
        .containsEntry("recover", 15.0)
        .containsEntry("other-rate", 0.25);
    assertThat(parsed.matchedOption("--how").<How>getValue()).isEqualTo(How.KILL);
  }
}
