package org.discogsography.dashboard.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.discogsography.messages.SinkName.TABLEINATOR;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Outages that nobody announced, and what is kept of all of them. */
class NoticedOutageTest {
  @TempDir private Path directory;

  @Test
  void anOutageMadeByHandIsReportedTheSameWay() {
    Scene scene = new Scene();
    scene.seconds(10).flowing(20, 100).gone(Server.POSTGRES).flowing(5, 100);
    assertThat(scene.newest().phase()).isEqualTo("Holding");
    scene.back(Server.POSTGRES).millis(300).settle(TABLEINATOR, 500).seconds(30);

    Report report = scene.newest();
    assertThat(report.origin()).isEqualTo("noticed");
    assertThat(report.verdict()).as(() -> report.criteria().toString()).isEqualTo("PASS");
    assertThat(report.timers().detectMs()).isNull();
    assertThat(report.timers().recoverMs()).isEqualTo(1_300);
    assertThat(report.timers().holdMs()).isEqualTo(6_300);
    assertThat(report.peakBacklog()).isEqualTo(500);
    assertThat(report.otherRateShare()).isEqualTo(1);
    assertThat(report.criteria()).extracting(Report.Criterion::name).doesNotContain("detect");
    assertThat(report.accounting().closed()).isTrue();
    assertThat(MarkdownReport.of(report)).contains("PASS: PostgreSQL was away", "noticed");
  }

  @Test
  void anAnswerThatIsLookedAtAgainIsNoSecondOne() {
    Scene scene = new Scene();
    scene.seconds(10).gone(Server.POSTGRES).seconds(1).silentServices().seconds(5);
    assertThat(scene.rehearsals().all()).isEmpty();

    scene.answeringServices().seconds(1);
    assertThat(scene.newest().origin()).isEqualTo("noticed");
  }

  @Test
  void aSingleLookThatMissesAServerIsNoOutage() {
    Scene scene = new Scene();
    scene.seconds(10).gone(Server.RABBITMQ).seconds(1).back(Server.RABBITMQ).seconds(10);

    assertThat(scene.rehearsals().all()).isEmpty();
  }

  @Test
  void aServerThatWasNeverThereIsNotMissed() {
    Scene scene = new Scene();
    scene.gone(Server.NEO4J).seconds(20);

    assertThat(scene.rehearsals().all()).isEmpty();
  }

  @Test
  void nothingIsNoticedBeforeEverythingWasSeen() {
    Scene scene = new Scene();
    scene.unseen("extractor").seconds(10).gone(Server.NEO4J).seconds(5);
    assertThat(scene.rehearsals().all()).isEmpty();

    scene.unseen().back(Server.NEO4J).seconds(2).gone(Server.NEO4J).unseen("extractor").seconds(2);
    assertThat(scene.rehearsals().all()).isEmpty();

    scene.unseen().seconds(2);
    assertThat(scene.newest().phase()).isEqualTo("Holding");
  }

  @Test
  void theNewestTwentyReportsAreKeptAlsoAcrossARestart() throws Exception {
    ReportFiles files = new ReportFiles(Optional.of(directory), Rehearsals.MOST_REPORTS);
    Scene scene = new Scene(files);
    for (int i = 0; i < 25; i++) {
      scene.seconds(5).gone(Server.POSTGRES).seconds(3).back(Server.POSTGRES).seconds(45);
    }

    assertThat(scene.rehearsals().all()).hasSize(20);
    assertThat(new Scene(files).rehearsals().all()).isEqualTo(scene.rehearsals().all());
    try (Stream<Path> all = Files.list(directory)) {
      assertThat(all).hasSize(40);
    }
  }

  @Test
  void aReportThatWasKeptBeforeTheWordTrafficIsReadAsOneWithTraffic() throws Exception {
    ReportFiles files = new ReportFiles(Optional.of(directory), 1);
    Scene scene = new Scene(files);
    scene.seconds(5).gone(Server.POSTGRES).seconds(3).back(Server.POSTGRES).seconds(45);
    assertThat(files.read()).extracting(Report::traffic).containsExactly("none");

    Path file = directory.resolve(scene.newest().id() + ".json");
    String old = Files.readString(file).replaceFirst("\"traffic\" : \"none\"", "\"mood\" : 1");
    Files.writeString(file, old);

    assertThat(old).contains("mood");
    assertThat(files.read()).extracting(Report::traffic).containsExactly("some");
  }

  @Test
  void aFileThatIsNoReportIsLeftOutAndLeftAlone() throws Exception {
    Files.writeString(directory.resolve("20260101-000000-postgres.json"), "{\"id\": 7, \"no");
    Files.writeString(directory.resolve("notes.json"), "{}");
    ReportFiles files = new ReportFiles(Optional.of(directory), 1);

    assertThat(files.read()).isEmpty();
    assertThat(directory.resolve("notes.json")).exists();
  }

  @Test
  void aDirectoryThatCannotBeUsedCostsNoMoreThanTheFiles() throws Exception {
    Path file = Files.createFile(directory.resolve("file"));
    Scene scene = new Scene(new ReportFiles(Optional.of(file.resolve("below")), 20));
    scene.seconds(5).gone(Server.POSTGRES).seconds(3).back(Server.POSTGRES).seconds(45);

    assertThat(scene.rehearsals().all()).hasSize(1);
  }
}
