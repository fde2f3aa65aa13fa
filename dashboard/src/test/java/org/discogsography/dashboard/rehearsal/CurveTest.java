package org.discogsography.dashboard.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What charts show, and what they do not. */
class CurveTest {
  private final Scene scene = new Scene();

  @Test
  void whatNobodyKnowsIsNoPointAndSecondsCountFromTheBeginning() {
    Report report = unknownForTwentySeconds();

    List<Long> waiting = report.chart().waiting().get("tableinator");
    assertThat(report.chart().seconds().subList(0, 3)).containsExactly(1L, 2L, 3L);
    assertThat(waiting.subList(0, 15)).as("known, and the first 10 s after").doesNotContainNull();
    assertThat(waiting.subList(15, 25)).containsOnlyNulls();
    assertThat(waiting.get(25)).isZero();
  }

  @Test
  void whatNobodyKnowsIsNoPeak() {
    scene.seconds(10);
    String id = begin();
    scene.send(700).seconds(1).silentBroker().seconds(11);
    scene.rehearsals().stopped(id);
    scene.gone(Server.RABBITMQ).seconds(3);
    assertThat(scene.newest().peakBacklog()).isZero();

    scene.tellingBroker().seconds(1);
    assertThat(scene.newest().peakBacklog()).isEqualTo(1_400);
  }

  @Test
  void theReportSaysWhenTheOutageWasAndWhenNobodyKnew() {
    String text = MarkdownReport.of(unknownForTwentySeconds());

    assertThat(text)
        .contains("The outage began at second 5 and ended at second 25 of the charts.")
        .contains("Nobody knew the number from second 16 to second 25: the line keeps")
        .doesNotContain("null");
  }

  @Test
  void everyHoleIsNamedAndTheLineGoesOn() {
    scene.seconds(5).send(3).seconds(1);
    String id = begin();
    scene.seconds(2);
    for (int i = 0; i < 2; i++) {
      scene.silentBroker().seconds(12).tellingBroker().seconds(3);
    }
    scene.rehearsals().abort(id);

    assertThat(MarkdownReport.of(scene.newest()))
        .contains("line " + Collections.nCopies(33, 3))
        .contains("from second 13 to second 14 and from second 28 to second 29: ")
        .doesNotContain("The outage began");
  }

  /** The broker tells nothing from second 5 to second 25. */
  private Report unknownForTwentySeconds() {
    scene.seconds(10).millis(500);
    String id = begin();
    scene.seconds(5);
    scene.rehearsals().stopped(id);
    scene.gone(Server.RABBITMQ).silentBroker().seconds(20).tellingBroker();
    scene.rehearsals().started(id);
    scene.back(Server.RABBITMQ).seconds(10);
    return scene.newest();
  }

  private String begin() {
    return scene.rehearsals().start(Server.RABBITMQ, "stop", 60, Criteria.defaults("stop")).id();
  }
}
