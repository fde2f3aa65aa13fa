package org.discogsography.dashboard.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.discogsography.messages.SinkName.GRAPHINATOR;
import static org.discogsography.messages.SinkName.TABLEINATOR;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** From the baseline to the verdict, and each way to fail. */
class RehearsalTest {
  private final Scene scene = new Scene();
  private final Rehearsals rehearsals = scene.rehearsals();

  @Test
  void goesThroughAllPhasesAndPasses() {
    String id = begin(Server.POSTGRES, Map.of());
    assertThat(scene.newest().phase()).isEqualTo("Baseline");
    assertThat(scene.newest().verdict()).isEqualTo("RUNNING");
    scene.flowing(10, 100);
    rehearsals.stopped(id);
    scene.flowing(1, 100);
    assertThat(scene.newest().phase()).isEqualTo("Outage");
    scene.gone(Server.POSTGRES).flowing(4, 100);
    assertThat(scene.newest().phase()).isEqualTo("Holding");
    rehearsals.started(id);
    scene.seconds(1);
    assertThat(scene.newest().phase()).isEqualTo("Recovery");
    scene.back(Server.POSTGRES).settle(TABLEINATOR, 50).seconds(1);
    assertThat(scene.newest().phase()).isEqualTo("Drained");
    scene.settle(TABLEINATOR, 350).seconds(8);
    scene.seconds(2);

    Report report = scene.newest();
    assertThat(report.verdict()).as(() -> report.criteria().toString()).isEqualTo("PASS");
    assertThat(report.phases())
        .extracting(Report.Part::name)
        .containsExactly("Baseline", "Outage", "Holding", "Recovery", "Drained", "Verdict");
    assertThat(report.timers()).isEqualTo(new Report.Timers(1_000L, 6_000L, 2_000L, 1_000L));
    assertThat(report.peakBacklog()).isEqualTo(400);
    assertThat(report.otherRateShare()).isEqualTo(1);
    assertThat(report.baseline()).containsEntry("tableinator", 100.0);
    assertThat(report.origin()).isEqualTo("rehearsed");
  }

  @Test
  void anAccountThatClosesSaysSoToTheMessage() {
    Accounting accounting = outage(Server.POSTGRES, Map.of()).accounting();

    assertThat(accounting.closed()).isTrue();
    assertThat(accounting.exact()).isTrue();
    assertThat(accounting.pipelines())
        .contains(
            new Accounting.Line("tableinator", 0, 1300, 1300, 1300, 0, 0, 0, 0, 0),
            new Accounting.Line("graphinator", 0, 1300, 1300, 1300, 0, 0, 0, 0, 0));
  }

  @Test
  void aMessageThatIsNowhereIsLostAndFails() {
    String id = begin(Server.POSTGRES, Map.of());
    scene.flowing(10, 100);
    rehearsals.stopped(id);
    scene.gone(Server.POSTGRES).flowing(3, 100).lose(TABLEINATOR, 7);
    finish(id, Server.POSTGRES, 293);
    scene.seconds(40);

    Report report = scene.newest();
    assertThat(report.verdict()).isEqualTo("FAIL");
    assertThat(failed(report)).containsExactly("lost");
    assertThat(report.accounting().lost()).isEqualTo(7);
    assertThat(report.accounting().closed()).isFalse();
    assertThat(MarkdownReport.of(report)).contains("**not closed**", "| lost | 0 | 7 | **no** |");
  }

  @Test
  void whereMessagesKeepMovingTheAccountAllowsForThoseUnderWay() {
    scene.flowing(20, 100);
    String id = begin(Server.POSTGRES, Map.of());
    scene.flowing(5, 100);
    rehearsals.stopped(id);
    scene.gone(Server.POSTGRES).flowing(3, 100).lose(TABLEINATOR, 50);
    rehearsals.started(id);
    scene.back(Server.POSTGRES).settle(TABLEINATOR, 250).flowing(60, 100);

    Report report = scene.newest();
    assertThat(report.verdict()).as(() -> report.criteria().toString()).isEqualTo("PASS");
    assertThat(report.accounting().exact()).isFalse();
    assertThat(report.accounting().note()).contains("moving while the figures were taken");
    assertThat(MarkdownReport.of(report))
        .contains("| lost | 0 | 0 (not to the message: run scripts/verify) | yes |")
        .contains("The account is closed, but not to the message.");
  }

  @Test
  void aServerThatNobodyMissesIsNotDetected() {
    String id = begin(Server.POSTGRES, Map.of());
    scene.flowing(5, 100);
    rehearsals.stopped(id);
    scene.flowing(12, 100);
    rehearsals.started(id);
    scene.send(10).settle(TABLEINATOR, 10).settle(GRAPHINATOR, 10).seconds(30);

    assertThat(failed(scene.newest())).containsExactly("detect");
    assertThat(scene.newest().timers().detectMs()).isNull();
  }

  @Test
  void noticingTooLateFails() {
    String id = begin(Server.NEO4J, Map.of("detect", 2.0));
    scene.flowing(5, 100);
    rehearsals.stopped(id);
    scene.flowing(3, 100).gone(Server.NEO4J).flowing(2, 100);
    finish(id, Server.NEO4J, 200);

    assertThat(failed(scene.newest())).containsExactly("detect");
  }

  @Test
  void recoveringTooLateFails() {
    String id = begin(Server.POSTGRES, Map.of("recover", 3.0));
    scene.flowing(5, 100);
    rehearsals.stopped(id);
    scene.gone(Server.POSTGRES).flowing(3, 100);
    rehearsals.started(id);
    scene.seconds(4).back(Server.POSTGRES).settle(TABLEINATOR, 300).seconds(12);

    assertThat(failed(scene.newest())).containsExactly("recover");
    assertThat(scene.newest().timers().recoverMs()).isEqualTo(5_000);
  }

  @Test
  void queuesThatStayFullFailAfterTheLimit() {
    String id = begin(Server.POSTGRES, Map.of("drain", 20.0));
    scene.flowing(5, 100);
    rehearsals.stopped(id);
    scene.gone(Server.POSTGRES).flowing(3, 100);
    finish(id, Server.POSTGRES, 200);
    scene.seconds(120);

    assertThat(failed(scene.newest())).containsExactly("drain");
    assertThat(scene.newest().timers().drainMs()).isNull();
  }

  @Test
  void queuesThatOnlySeemEmptyAreNotDrained() {
    String id = begin(Server.POSTGRES, Map.of());
    scene.flowing(5, 100);
    rehearsals.stopped(id);
    scene.gone(Server.POSTGRES).flowing(3, 100);
    rehearsals.started(id);
    scene.back(Server.POSTGRES).settle(TABLEINATOR, 300).seconds(4);
    scene.send(100).seconds(1).settle(TABLEINATOR, 100).settle(GRAPHINATOR, 100).seconds(30);

    assertThat(scene.newest().verdict()).isEqualTo("PASS");
    assertThat(scene.newest().timers().drainMs()).isGreaterThanOrEqualTo(5_000);
  }

  @Test
  void aDeadLetterFails() {
    String id = begin(Server.POSTGRES, Map.of());
    scene.flowing(10, 100);
    rehearsals.stopped(id);
    scene.gone(Server.POSTGRES).flowing(3, 100).deadLetter(TABLEINATOR, 1);
    finish(id, Server.POSTGRES, 299);
    scene.seconds(5);

    assertThat(failed(scene.newest())).containsExactly("dead-letters");
    assertThat(scene.newest().accounting().closed()).isTrue();
  }

  @Test
  void aServiceThatBeganAnewFails() {
    String id = begin(Server.POSTGRES, Map.of());
    scene.flowing(10, 100);
    rehearsals.stopped(id);
    scene.gone(Server.POSTGRES).restart("tableinator").flowing(3, 100);
    finish(id, Server.POSTGRES, 300);
    scene.seconds(40);

    assertThat(failed(scene.newest())).containsExactly("same-processes");
    assertThat(scene.newest().accounting().exact()).isFalse();
  }

  @Test
  void anotherPipelineThatIsHeldUpFails() {
    String id = begin(Server.POSTGRES, Map.of());
    scene.flowing(10, 100);
    rehearsals.stopped(id);
    scene.gone(Server.POSTGRES).send(1000).settle(GRAPHINATOR, 100).seconds(10);
    finish(id, Server.POSTGRES, 1000);

    assertThat(failed(scene.newest())).containsExactly("other-rate");
    assertThat(scene.newest().otherRateShare()).isBetween(0.05, 0.2);
  }

  @Test
  void anotherPipelineThatOnlyRanDryIsNotBlamed() {
    String id = begin(Server.POSTGRES, Map.of());
    scene.flowing(10, 100);
    rehearsals.stopped(id);
    scene.gone(Server.POSTGRES).flowing(1, 100).seconds(9);
    finish(id, Server.POSTGRES, 100);

    Report report = scene.newest();
    assertThat(report.verdict()).as(() -> report.criteria().toString()).isEqualTo("PASS");
    assertThat(report.otherRateShare()).isNull();
    assertThat(report.criteria()).extracting(Report.Criterion::name).doesNotContain("other-rate");
  }

  @Test
  void anotherPipelineThatRanDryAndThenHangsFails() {
    String id = begin(Server.POSTGRES, Map.of());
    scene.flowing(10, 100);
    rehearsals.stopped(id);
    scene.gone(Server.POSTGRES).flowing(2, 100);
    for (int i = 0; i < 12; i++) {
      scene.send(100).seconds(1);
    }
    finish(id, Server.POSTGRES, 1400);

    assertThat(failed(scene.newest())).containsExactly("other-rate");
    assertThat(scene.newest().otherRateShare()).isZero();
  }

  @Test
  void anotherPipelineThatRanDryAndWasFedAgainIsMeasuredFromThenOn() {
    String id = begin(Server.POSTGRES, Map.of());
    scene.flowing(10, 100);
    rehearsals.stopped(id);
    scene.gone(Server.POSTGRES).seconds(30).send(100);
    for (int i = 0; i < 12; i++) {
      scene.send(100).settle(GRAPHINATOR, 100).seconds(1);
    }
    finish(id, Server.POSTGRES, 1300);

    Report report = scene.newest();
    assertThat(report.verdict()).as(() -> report.criteria().toString()).isEqualTo("PASS");
    assertThat(report.otherRateShare()).isEqualTo(1);
  }

  @Test
  void aPauseThatIsTooShortToBeNoticedNeedsNoDetection() {
    String id = begin(Server.POSTGRES, Map.of("detect", 5.0));
    scene.flowing(5, 100);
    rehearsals.stopped(id);
    scene.flowing(4, 100);
    rehearsals.started(id);
    scene.send(10).settle(TABLEINATOR, 10).settle(GRAPHINATOR, 10).seconds(30);

    Report report = scene.newest();
    assertThat(report.verdict()).as(() -> report.criteria().toString()).isEqualTo("PASS");
    assertThat(report.criteria()).extracting(Report.Criterion::name).doesNotContain("detect");
  }

  @Test
  void whatWasDeliveredTwiceMayHideALossAndIsNotWaitedFor() {
    String id = begin(Server.POSTGRES, Map.of());
    scene.flowing(10, 100);
    rehearsals.stopped(id);
    scene.gone(Server.POSTGRES).flowing(3, 100).lose(TABLEINATOR, 3).repeat(TABLEINATOR, 5);
    finish(id, Server.POSTGRES, 297);

    Report report = scene.newest();
    assertThat(report.endedAt()).as("it has ended").isNotNull();
    assertThat(report.accounting().exact()).isFalse();
    assertThat(report.accounting().note()).contains("delivered twice");
    assertThat(measured(report, "lost")).isEqualTo("0 (not to the message: run scripts/verify)");
  }

  @Test
  void asManyDuplicatesOfTheBrokersOutageAsLossesAreNoExactAccount() {
    String id = begin(Server.RABBITMQ, Map.of());
    scene.flowing(10, 100);
    rehearsals.stopped(id);
    scene.gone(Server.RABBITMQ).flowing(3, 100).lose(TABLEINATOR, 3).repeat(TABLEINATOR, 3);
    rehearsals.started(id);
    scene.back(Server.RABBITMQ).settle(TABLEINATOR, 297).settle(GRAPHINATOR, 300).seconds(11);

    Report report = scene.newest();
    assertThat(report.endedAt()).as("it has ended").isNotNull();
    assertThat(report.accounting().exact()).isFalse();
    assertThat(measured(report, "lost")).isEqualTo("0 (not to the message: run scripts/verify)");
  }

  @Test
  void noAccountBeginsBeforeEverythingWasSeen() {
    scene.unseen("the queues of tableinator").seconds(10);
    Criteria criteria = Criteria.defaults("stop");
    assertThatThrownBy(() -> rehearsals.start(Server.POSTGRES, "stop", 60, criteria))
        .isInstanceOf(Rehearsals.RefusedException.class)
        .hasMessageContaining("the queues of tableinator");
    scene.send(50).unseen();

    Accounting accounting = outage(Server.POSTGRES, Map.of()).accounting();

    assertThat(accounting.pipelines())
        .extracting(Accounting.Line::waitingBefore)
        .containsExactly(50L, 50L);
    assertThat(accounting.exact()).isTrue();
  }

  @Test
  void withoutTrafficThereIsNoRateToCompareAndNothingToCommit() {
    Report report = idle(Server.NEO4J);

    assertThat(report.verdict()).as(() -> report.criteria().toString()).isEqualTo("PASS");
    assertThat(report.otherRateShare()).isNull();
    assertThat(report.criteria()).extracting(Report.Criterion::name).doesNotContain("other-rate");
  }

  @Test
  void withoutTrafficTheReportClaimsNoCommit() {
    Report report = idle(Server.POSTGRES);

    assertThat(report.traffic()).isEqualTo("none");
    assertThat(MarkdownReport.of(report))
        .contains("It was reached again 1.0 s after it answered.")
        .contains(
            "Nothing was waiting to be written, so this shows only that the services came back; --feed rehearses it under load.")
        .doesNotContain("first commit");
  }

  @Test
  void whatComesIsDoneOrWaitsIsTraffic() {
    String id = begin(Server.POSTGRES, Map.of());
    scene.seconds(5);
    assertThat(scene.newest().traffic()).as("nobody knows yet").isEqualTo("some");
    rehearsals.stopped(id);
    scene.gone(Server.POSTGRES).seconds(3);
    assertThat(scene.newest().traffic()).isEqualTo("none");
    scene.settle(GRAPHINATOR, 1).seconds(1);
    assertThat(scene.newest().traffic()).as("of the other pipeline").isEqualTo("none");
    scene.send(1).lose(TABLEINATOR, 1).seconds(1);
    assertThat(scene.newest().traffic()).as("accepted").isEqualTo("some");
    finish(id, Server.POSTGRES, 0);

    assertThat(scene.newest().traffic()).isEqualTo("some");
    assertThat(MarkdownReport.of(scene.newest()))
        .contains("The first commit came 1.0 s after it answered again.")
        .doesNotContain("Nothing was waiting");
  }

  @Test
  void whatOnlyWaitsOrIsOnlyDoneIsTrafficToo() {
    scene.send(5);
    assertThat(idle(Server.POSTGRES).traffic()).isEqualTo("some");

    scene.settle(TABLEINATOR, 5).seconds(10);
    String id = begin(Server.POSTGRES, Map.of());
    rehearsals.stopped(id);
    scene.gone(Server.POSTGRES).seconds(3).repeat(TABLEINATOR, 1);
    finish(id, Server.POSTGRES, 0);
    assertThat(scene.newest().traffic()).isEqualTo("some");
  }

  @Test
  void anIdleRehearsalThatWasAbortedShowsNothing() {
    String id = begin(Server.POSTGRES, Map.of());
    rehearsals.stopped(id);
    scene.gone(Server.POSTGRES).seconds(3);
    rehearsals.abort(id);

    assertThat(scene.newest().traffic()).isEqualTo("none");
    assertThat(MarkdownReport.of(scene.newest())).doesNotContain("services came back");
  }

  @Test
  void theBrokerTakesBothPipelinesAlong() {
    Report report = outage(Server.RABBITMQ, Map.of());

    assertThat(report.verdict()).as(() -> report.criteria().toString()).isEqualTo("PASS");
    assertThat(report.otherRateShare()).isNull();
    assertThat(report.accounting().note()).contains("sent again");
    assertThat(report.accounting().exact()).isFalse();
    assertThat(idle(Server.RABBITMQ).accounting().exact()).isTrue();
  }

  @Test
  void anAbortedRehearsalFails() {
    String id = begin(Server.POSTGRES, Map.of());
    scene.flowing(3, 10);

    rehearsals.abort(id);

    assertThat(scene.newest().verdict()).isEqualTo("FAIL");
    assertThat(scene.newest().problem()).isEqualTo("It was aborted.");
    assertThat(MarkdownReport.of(scene.newest())).contains("It was aborted.");
  }

  @Test
  void aRehearsalWhoseDriverDisappearsEnds() {
    begin(Server.POSTGRES, Map.of());
    scene.seconds(700);

    assertThat(scene.newest().verdict()).isEqualTo("FAIL");
    assertThat(scene.newest().problem()).contains("never stopped");
  }

  @Test
  void aServerThatDoesNotRecoverEndsIt() {
    String id = begin(Server.POSTGRES, Map.of());
    rehearsals.stopped(id);
    scene.gone(Server.POSTGRES).seconds(3);
    rehearsals.started(id);
    scene.seconds(700);

    assertThat(scene.newest().verdict()).isEqualTo("FAIL");
    assertThat(scene.newest().phase()).isEqualTo("Recovery");
  }

  @Test
  void onlyOneIsWatchedAtATime() {
    begin(Server.POSTGRES, Map.of());

    assertThatThrownBy(() -> begin(Server.NEO4J, Map.of()))
        .isInstanceOf(Rehearsals.RefusedException.class)
        .hasMessageContaining("PostgreSQL is being watched already");
  }

  @Test
  void aServerThatIsNotThereCannotBeTakenAway() {
    scene.seconds(1).gone(Server.POSTGRES).seconds(1);

    Criteria criteria = Criteria.defaults("stop");
    assertThatThrownBy(() -> rehearsals.start(Server.POSTGRES, "stop", 60, criteria))
        .isInstanceOf(Rehearsals.RefusedException.class)
        .hasMessageContaining("PostgreSQL is not there");
  }

  /** An outage in which everything goes well. */
  private Report outage(Server server, Map<String, Double> criteria) {
    scene.seconds(10);
    String id = begin(server, criteria);
    scene.flowing(10, 100);
    rehearsals.stopped(id);
    scene.gone(server).flowing(3, 100);
    finish(id, server, 300);
    scene.seconds(3);
    return scene.newest();
  }

  private Report idle(Server server) {
    scene.seconds(10);
    String id = begin(server, Map.of());
    scene.seconds(5);
    rehearsals.stopped(id);
    scene.gone(server).seconds(3);
    finish(id, server, 0);
    scene.seconds(3);
    return scene.newest();
  }

  private void finish(String id, Server server, long left) {
    rehearsals.started(id);
    scene.back(server);
    server.pipelines().forEach(sink -> scene.settle(sink, left));
    scene.seconds(11);
  }

  private String begin(Server server, Map<String, Double> criteria) {
    scene.seconds(10);
    return rehearsals.start(server, "stop", 60, Criteria.defaults("stop").with(criteria)).id();
  }

  private static String measured(Report report, String criterion) {
    return report.criteria().stream()
        .filter(one -> one.name().equals(criterion))
        .map(Report.Criterion::measured)
        .findFirst()
        .orElseThrow();
  }

  private static List<String> failed(Report report) {
    assertThat(report.endedAt()).as("it has ended").isNotNull();
    assertThat(report.problem()).isEmpty();
    return report.criteria().stream()
        .filter(one -> !Boolean.TRUE.equals(one.met()))
        .map(Report.Criterion::name)
        .toList();
  }
}
