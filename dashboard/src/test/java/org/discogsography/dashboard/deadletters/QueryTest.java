package org.discogsography.dashboard.deadletters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.discogsography.messages.SinkName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QueryTest {
  @Test
  void withoutParametersMeansAllLettersAndTheFirstHundred() {
    Query query = list(Map.of());
    assertThat(query.queues()).hasSize(8).contains("discogsography.graphinator.artists");
    assertThat(query.reason()).isEmpty();
    assertThat(query.from()).isZero();
    assertThat(query.most()).isEqualTo(100);
    assertThat(change(Map.of()).dryRun()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"tableinator.labels", "discogsography.tableinator.labels"})
  void aQueueMayBeNamedWithoutThePrefix(String name) {
    assertThat(list(Map.of("queue", name)).queues())
        .containsExactly("discogsography.tableinator.labels");
  }

  @Test
  void aMisspeltDryRunIsRefusedRatherThanDone() {
    assertThatThrownBy(() -> change(Map.of("dry-run", "true")))
        .isInstanceOf(BadQueryException.class)
        .hasMessage("There is no parameter dry-run here; there are: queue, reason, dry_run.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"dry_run", "body", "Queue", ""})
  void aListTakesNoOtherParameters(String name) {
    assertThatThrownBy(() -> list(Map.of(name, "true")))
        .hasMessageContaining("there are: queue, reason, from, most.");
  }

  @Test
  void aParameterTwiceIsRefused() {
    Map<String, List<String>> twice = Map.of("dry_run", List.of("false", "true"));
    assertThatThrownBy(() -> Query.of(twice, Query.OF_CHANGE, EnumSet.allOf(SinkName.class)))
        .hasMessage("dry_run is given more than once.");
  }

  @ParameterizedTest
  @CsvSource({"true,true", "'',true", "false,false"})
  void aDryRunIsTrueOrFalse(String value, boolean dry) {
    assertThat(change(Map.of("dry_run", value)).dryRun()).isEqualTo(dry);
    assertThatThrownBy(() -> change(Map.of("dry_run", "no")))
        .hasMessage("dry_run is true or false.");
  }

  @Test
  void anEmptyReasonIsNotTakenForEveryReason() {
    assertThatThrownBy(() -> change(Map.of("reason", ""))).hasMessageContaining("reason is empty");
  }

  @Test
  void aQueueThatIsNoneIsNamedWithThoseThatThereAre() {
    assertThatThrownBy(() -> list(Map.of("queue", "nobodys")))
        .hasMessageStartingWith("There is no queue nobodys; there are: discogsography.");
    assertThatThrownBy(() -> list(Map.of("queue", ""))).isInstanceOf(BadQueryException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "most,0",
    "most,1001",
    "most,-1",
    "most,ten",
    "from,-1",
    "from,99999999999",
    "from,''"
  })
  void aNumberThatIsNoneIsRefused(String name, String value) {
    assertThatThrownBy(() -> list(Map.of(name, value)))
        .hasMessageStartingWith(name + " is a number from ");
  }

  private static Query list(Map<String, String> parameters) {
    return query(parameters, Query.OF_LIST);
  }

  private static Query change(Map<String, String> parameters) {
    return query(parameters, Query.OF_CHANGE);
  }

  private static Query query(Map<String, String> parameters, List<String> known) {
    Map<String, List<String>> lists = new HashMap<>();
    parameters.forEach((name, value) -> lists.put(name, List.of(value)));
    return Query.of(lists, known, EnumSet.allOf(SinkName.class));
  }
}
